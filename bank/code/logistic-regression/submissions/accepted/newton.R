softplus <- function(x) pmax(x, 0) + log1p(exp(-abs(x)))

fit <- function(rows, labels, penalty) {
  if (length(unique(labels)) < 2) {
    return(NULL)
  }
  # Mean 0 and spread 1 in every column behind a one; the labels as signs.
  means <- colMeans(rows)
  centred <- sweep(rows, 2, means)
  spreads <- sqrt(colMeans(centred^2))
  spreads[spreads == 0] <- 1
  x <- cbind(1, sweep(centred, 2, spreads, "/"))
  sign <- ifelse(labels == 1, 1, -1)
  penalties <- c(0, penalty / spreads^2)
  value <- function(w) mean(softplus(-sign * drop(x %*% w))) + sum(penalties * w^2) / 2

  w <- numeric(ncol(x))
  for (round in 1:40) {
    margin <- sign * drop(x %*% w)
    # The chance of the other label, without overflow and without a difference near zero.
    other <- plogis(-margin)
    slope <- penalties * w - colMeans(x * (sign * other))
    bend <- crossprod(x, x * (other * plogis(margin))) / nrow(x) + diag(penalties)
    # Directions that change nothing get a crumb, so that they are not divided by zero.
    bend <- bend + diag(1e-12 * sum(diag(bend)) + 1e-300, ncol(x))
    step <- -solve(bend, slope, tol = 0)
    share <- 1
    while (value(w + share * step) > value(w) + 1e-15 && share > 1e-9) {
      share <- share / 2
    }
    w <- w + share * step
    if (max(abs(x %*% step)) < 1e-5) {
      weights <- w[-1] / spreads
      return(c(w[1] - sum(weights * means), weights))
    }
  }
  # Still moving: the weights grow without end.
  NULL
}
