numbers <- scan(file("stdin"), quiet = TRUE)
values <- numbers[-1]
ends <- numeric(length(values))
length_so_far <- 0
for (value in values) {
  low <- 1
  high <- length_so_far + 1
  while (low < high) {
    middle <- (low + high) %/% 2
    if (ends[middle] < value) low <- middle + 1 else high <- middle
  }
  ends[low] <- value
  if (low > length_so_far) length_so_far <- low
}
cat(length_so_far, "\n", sep = "")
