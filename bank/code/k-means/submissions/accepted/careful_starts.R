k_means <- function(points, k) {
  set.seed(2011)
  runs <- lapply(1:10, function(start) one_run(t(points), k))
  totals <- vapply(runs, function(run) run$total, 0)
  runs[[which.min(totals)]]$rounds
}

# Points and centres stand in columns: a centre is then subtracted from all points at once.
gaps_to <- function(points, centre) colSums((points - centre)^2)

# Centres one by one, each point with a chance in proportion to its squared distance.
first_centres <- function(points, k) {
  picked <- sample.int(ncol(points), 1)
  gaps <- gaps_to(points, points[, picked])
  while (length(picked) < k) {
    further <- sample.int(ncol(points), 1, prob = gaps)
    picked <- c(picked, further)
    gaps <- pmin(gaps, gaps_to(points, points[, further]))
  }
  points[, picked, drop = FALSE]
}

# Rounds of labels until nothing changes, and the last sum.
one_run <- function(points, k) {
  centres <- first_centres(points, k)
  rounds <- list()
  labels <- NULL
  repeat {
    gaps <- vapply(seq_len(k), function(j) gaps_to(points, centres[, j]), numeric(ncol(points)))
    gaps <- matrix(gaps, ncol = k)
    before <- labels
    labels <- max.col(-gaps, ties.method = "first")
    own <- gaps[cbind(seq_along(labels), labels)]
    if (identical(labels, before)) {
      return(list(rounds = rounds, total = sum(own)))
    }
    rounds <- c(rounds, list(labels - 1))
    for (j in seq_len(k)) {
      if (any(labels == j)) {
        centres[, j] <- rowMeans(points[, labels == j, drop = FALSE])
      } else {
        # An empty group takes over the point that is served worst.
        worst <- which.max(own)
        centres[, j] <- points[, worst]
        own[worst] <- 0
      }
    }
  }
}
