split <- function(scheme, k, column) {
  rows <- seq_along(column)
  if (scheme == "forward") {
    times <- sort(unique(column))
    if (length(times) <= k) {
      return(list())
    }
    # Runs of nearly as many distinct times, numbered from 0.
    run <- ((seq_along(times) - 1) * (k + 1)) %/% length(times)
    run <- run[match(column, times)]
    return(lapply(seq_len(k), function(i) list(which(run < i) - 1, which(run == i) - 1)))
  }
  fold <- switch(scheme,
    plain = rows %% k,
    # Rows of one label are neighbours in the order in which they are dealt.
    stratified = replace(rows, order(column), rows %% k),
    grouped = fold_of_groups(column, k)
  )
  if (length(unique(fold)) < k) {
    return(list())
  }
  lapply(seq_len(k) - 1, function(i) list(which(fold != i) - 1, which(fold == i) - 1))
}

# Every group goes to the fold that holds the fewest rows so far.
fold_of_groups <- function(column, k) {
  groups <- unique(column)
  group <- match(column, groups)
  sizes <- tabulate(group)
  load <- numeric(k)
  fold <- numeric(length(groups))
  for (i in seq_along(groups)) {
    least <- which.min(load)
    fold[i] <- least - 1
    load[least] <- load[least] + sizes[i]
  }
  fold[group]
}
