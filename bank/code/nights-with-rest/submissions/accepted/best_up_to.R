plan_nights <- function(values, rest) {
  n <- length(values)
  # best[i + 1]: the most that the first i nights can give.
  best <- numeric(n + 1)
  for (i in seq_len(n)) {
    best[i + 1] <- max(best[i], values[i] + best[max(1, i - rest)])
  }
  used <- logical(n)
  i <- n
  while (i > 0) {
    if (best[i + 1] == best[i]) {
      i <- i - 1
    } else {
      used[i] <- TRUE
      i <- i - 1 - rest
    }
  }
  which(used) - 1
}
