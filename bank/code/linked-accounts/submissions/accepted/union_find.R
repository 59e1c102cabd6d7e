first_accounts <- function(identifiers) {
  account <- rep(seq_along(identifiers), lengths(identifiers))
  text <- unlist(identifiers)
  account <- account[text != ""]
  text <- text[text != ""]
  # For each identifier, the first account that was seen with it.
  earlier <- account[match(text, text)]

  parent <- seq_along(identifiers)
  root <- function(account) {
    while (parent[account] != account) {
      parent[account] <<- parent[parent[account]]
      account <- parent[account]
    }
    account
  }
  for (i in which(earlier != account)) {
    pair <- c(root(account[i]), root(earlier[i]))
    # The lesser root stays, so that a root is the least account of its group.
    parent[max(pair)] <- min(pair)
  }
  vapply(seq_along(parent), root, 0) - 1
}
