ratio <- function(part, whole) if (whole == 0) NA else part / whole

report <- function(labels, scores, threshold) {
  count <- length(labels)
  fraud <- sum(labels)
  stopped <- scores >= threshold
  hits <- sum(labels[stopped])
  # Equal scores share the mean of their ranks, which counts half a pair.
  won <- sum(rank(scores)[labels == 1]) - fraud * (fraud + 1) / 2
  order <- order(scores, decreasing = TRUE)
  # One point for each distinct score: where its payments end.
  ends <- which(!duplicated(scores[order], fromLast = TRUE))
  found <- cumsum(labels[order])[ends]
  average <- sum(diff(c(0, found)) * found / ends)
  # The logarithm of zero is minus infinity, which is the loss that is meant.
  loss <- -sum(ifelse(labels == 1, log(scores), log1p(-scores)))
  c(
    ratio(hits, sum(stopped)),
    ratio(hits, fraud),
    ratio(2 * hits, sum(stopped) + fraud),
    ratio(won, fraud * (count - fraud)),
    ratio(average, fraud),
    ratio(loss, count)
  )
}
