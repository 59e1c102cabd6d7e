iou <- function(a, b) {
  if (!has_area(a) || !has_area(b)) {
    return(0)
  }
  width <- min(a[3], b[3]) - max(a[1], b[1])
  height <- min(a[4], b[4]) - max(a[2], b[2])
  shared <- max(0, width) * max(0, height)
  shared / (area(a) + area(b) - shared)
}

has_area <- function(box) length(box) == 4 && box[1] < box[3] && box[2] < box[4]

area <- function(box) (box[3] - box[1]) * (box[4] - box[2])
