first_fault <- function(formula) {
  partner <- c(")" = "(", "]" = "[", "}" = "{")
  characters <- strsplit(formula, "")[[1]]
  quotes <- which(characters == "\"")
  # What stands behind an odd number of quotation marks is part of a name.
  inside <- cumsum(characters == "\"") %% 2 == 1

  opened <- integer(length(characters))
  depth <- 0
  for (place in which(!inside & characters %in% c(partner, names(partner)))) {
    character <- characters[place]
    if (character %in% partner) {
      depth <- depth + 1
      opened[depth] <- place
    } else if (depth > 0 && characters[opened[depth]] == partner[[character]]) {
      depth <- depth - 1
    } else {
      return(place - 1)
    }
  }
  never_closed <- c(opened[seq_len(depth)], if (length(quotes) %% 2 == 1) max(quotes))
  if (length(never_closed) > 0) min(never_closed) - 1 else -1
}
