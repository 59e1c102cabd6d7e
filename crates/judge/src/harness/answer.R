# Runs one answer on one test case.
#
# Argument: what to do (function, class, encode, decode, program). The signature is in
# signature.R; the case comes on standard input as R keeps values itself, and the outcome goes to
# file descriptor 3 as one JSON value, so that what the answer prints stays apart from what it
# returns. Nothing here knows what is expected.

# What the answer is given.

TreeNode <- function(val = 0, left = NULL, right = NULL) {
  list(val = val, left = left, right = right)
}

ListNode <- function(val = 0, next_node = NULL) {
  list(val = val, `next` = next_node)
}

# All else is out of the answer's way, and looks nothing up among what it defines.
local({

source_file <- "answer.R"
# More than any result within the output limit can hold.
most_nodes <- 5e6
most_integer <- 2^53
most_shown <- 2000L
# Bytes from which a case is large.
large <- 2e5

# From values to what the answer takes.

holds_nodes <- function(ty) {
  ty[[1]] %in% c("tree", "linked_list") || (length(ty) == 2L && holds_nodes(ty[[2]]))
}

decode <- function(ty, value) {
  kind <- ty[[1]]
  if (is.null(value) || !holds_nodes(ty)) return(value)
  if (kind == "tree") return(decode_tree(value))
  if (kind == "linked_list") return(decode_linked_list(value))
  if (kind == "list") return(lapply(value, function(item) decode(ty[[2]], item)))
  decode(ty[[2]], value)
}

decode_linked_list <- function(items) {
  node <- NULL
  for (i in rev(seq_along(items))) node <- list(val = items[[i]], `next` = node)
  node
}

decode_tree <- function(entries) {
  count <- length(entries)
  if (count == 0L || is_missing(entries[[1]])) return(NULL)
  there <- which(!(is.na(entries) & !is.nan(entries)))
  # Level by level, the children of the k-th node stand at the entries 2k and 2k + 1.
  nodes <- vector("list", max(count, 2L * length(there) + 1L))
  for (k in rev(seq_along(there))) {
    at <- there[[k]]
    nodes[[at]] <- list(val = entries[[at]], left = nodes[[2L * k]], right = nodes[[2L * k + 1L]])
  }
  nodes[[1]]
}

# From what the answer gives to JSON.

mismatch <- function(place, expected, found) {
  stop(structure(
    class = c("onsite_mismatch", "error", "condition"),
    list(message = found, call = NULL, place = place, expected = expected)
  ))
}

type_name <- function(ty) {
  if (length(ty) == 1L) ty[[1]] else paste0(ty[[1]], "<", type_name(ty[[2]]), ">")
}

describe <- function(value) {
  if (is.null(value)) return("nothing (NULL)")
  if (is.list(value)) return(paste("a list of length", length(value)))
  if (!is.atomic(value)) return(paste("a value of type", typeof(value)))
  kind <- if (is.numeric(value)) "number" else typeof(value)
  if (length(value) != 1L) return(paste("a", kind, "vector of length", length(value)))
  paste(kind, substr(format(value, digits = 15), 1L, 60L))
}

is_missing <- function(value) {
  is.atomic(value) && length(value) == 1L && is.na(value) && !is.nan(value)
}

plain <- c("int", "float", "bool", "string")

# Whether a vector is of a type, whatever its length.
is_of <- function(kind, values) {
  switch(kind,
    int = , float = is.numeric(values) && !is.factor(values),
    bool = is.logical(values),
    string = is.character(values)
  )
}

quoted <- function(texts) {
  texts <- gsub("([\"\\\\])", "\\\\\\1", enc2utf8(texts))
  for (code in 1:31) {
    raw <- rawToChar(as.raw(code))
    if (any(grepl(raw, texts, fixed = TRUE))) {
      texts <- gsub(raw, sprintf("\\u%04x", code), texts, fixed = TRUE)
    }
  }
  paste0("\"", texts, "\"")
}

# Writes every element of a vector of a plain type; missing ones must have been dealt with.
encode_plain <- function(kind, values, place) {
  at <- function(wrong) {
    if (length(values) == 1L) place else paste0(place, " [", which(wrong)[[1]] - 1L, "]")
  }
  if (anyNA(values)) {
    lost <- is.na(values) & !is.nan(values)
    if (any(lost)) mismatch(at(lost), kind, "a missing value (NA)")
  }
  if (kind == "bool") return(ifelse(values, "true", "false"))
  if (kind == "string") {
    wrong <- !validEnc(values)
    if (any(wrong)) mismatch(at(wrong), kind, "text that is no UTF-8")
    return(quoted(values))
  }
  values <- as.double(values)
  if (kind == "float") {
    texts <- sprintf("%.17g", values)
    if (all(is.finite(values))) return(texts)
    texts[is.nan(values)] <- "\"nan\""
    texts[is.infinite(values)] <- ifelse(values[is.infinite(values)] > 0, "\"inf\"", "\"-inf\"")
    return(texts)
  }
  wrong <- !is.finite(values) | values != trunc(values)
  if (any(wrong)) {
    mismatch(at(wrong), "int", paste("the number", format(values[wrong][[1]], digits = 15)))
  }
  wrong <- abs(values) > most_integer
  if (any(wrong)) mismatch(at(wrong), "int", "a number over 2^53, of which R knows no integer")
  # Adding zero takes the sign off a zero.
  sprintf("%.0f", values + 0)
}

bracketed <- function(parts) paste0("[", paste(parts, collapse = ","), "]")

encode_list <- function(inner, value, place, ty) {
  if (length(value) == 0L && (is.null(value) || is.atomic(value) || is.list(value))) return("[]")
  optional <- inner[[1]] == "optional"
  kind <- if (optional) inner[[2]][[1]] else inner[[1]]
  if (is.atomic(value) && kind %in% plain) {
    lost <- if (optional && anyNA(value)) is.na(value) & !is.nan(value) else FALSE
    fits <- is_of(kind, value) || (optional && all(lost))
    if (!fits) mismatch(place, type_name(ty), describe(value))
    if (!any(lost)) return(bracketed(encode_plain(kind, value, place)))
    parts <- rep("null", length(value))
    parts[!lost] <- encode_plain(kind, value[!lost], place)
    return(bracketed(parts))
  }
  if (is.matrix(value)) value <- lapply(seq_len(nrow(value)), function(row) value[row, ])
  if (!is.list(value)) mismatch(place, type_name(ty), describe(value))
  bracketed(vapply(seq_along(value), function(i) {
    encode(inner, value[[i]], paste0(place, " [", i - 1L, "]"))
  }, ""))
}

encode_linked_list <- function(inner, node, place) {
  parts <- list()
  while (!is.null(node)) {
    if (!is_node(node, c("val", "next"))) {
      mismatch(place, paste0("linked_list<", type_name(inner), ">"), describe(node))
    }
    count <- length(parts)
    if (count > most_nodes) mismatch(place, "a linked list that ends", "one that goes on")
    parts[[count + 1L]] <- encode(inner, node[["val"]], paste0(place, " [", count, "]"))
    node <- node[["next"]]
  }
  bracketed(unlist(parts))
}

# Lists lose a field that is set to NULL, so only the value must be there.
is_node <- function(node, fields) {
  if (is.environment(node)) return(exists("val", node, inherits = FALSE))
  is.list(node) && "val" %in% names(node) && all(names(node) %in% fields)
}

encode_tree <- function(inner, root, place) {
  level <- list(root)
  parts <- list()
  at <- 0L
  while (at < length(level)) {
    at <- at + 1L
    node <- level[[at]]
    if (is.null(node)) {
      parts[[at]] <- "null"
      next
    }
    if (!is_node(node, c("val", "left", "right"))) {
      mismatch(place, paste0("tree<", type_name(inner), ">"), describe(node))
    }
    if (at > most_nodes) mismatch(place, "a tree", "nodes that hang in a circle")
    parts[[at]] <- encode(inner, node[["val"]], paste0(place, " [", at - 1L, "]"))
    count <- length(level)
    level[count + 1:2] <- list(node[["left"]], node[["right"]])
  }
  parts <- unlist(parts)
  bracketed(parts[seq_len(max(0L, which(parts != "null")))])
}

encode <- function(ty, value, place) {
  # The call that gives the value is not made before it is asked for.
  force(value)
  kind <- ty[[1]]
  if (kind == "void") return("null")
  if (kind %in% plain) {
    if (length(value) != 1L || is.list(value) || !is_of(kind, value)) {
      mismatch(place, kind, describe(value))
    }
    return(encode_plain(kind, value, place))
  }
  if (kind == "optional") {
    if (is.null(value) || is_missing(value)) return("null")
    return(encode(ty[[2]], value, place))
  }
  if (kind == "tree") return(encode_tree(ty[[2]], value, place))
  if (kind == "linked_list") return(encode_linked_list(ty[[2]], value, place))
  inner <- switch(kind,
    list = ty[[2]],
    matrix = list("list", ty[[2]]),
    graph = list("list", "int")
  )
  if (kind == "matrix" && is.matrix(value) && ncol(value) == 0L) {
    return(bracketed(rep("[]", nrow(value))))
  }
  encode_list(inner, value, place, ty)
}

# What is run.

tell <- function(...) {
  # R itself cannot write to a descriptor by its number.
  channel <- pipe("cat >&3", "wb")
  writeBin(charToRaw(bracketed(c(...))), channel)
  close(channel)
}

leave <- function(code) quit(save = "no", status = code, runLast = FALSE)

decoded <- function(types, values) {
  values <- as.list(values)
  for (i in seq_along(types)) {
    if (holds_nodes(types[[i]])) values[i] <- list(decode(types[[i]], values[[i]]))
  }
  values
}

run_function <- function(found, spec, case) {
  result <- do.call(found, decoded(spec$parameters, case))
  encode(spec$returns, result, "the result")
}

run_class <- function(found, spec, case) {
  made <- do.call(found, decoded(spec$constructor, case[[1]][[2]]))
  methods <- lapply(spec$methods, function(types) {
    nodes <- any(vapply(types[[1]], holds_nodes, NA))
    list(takes = types[[1]], gives = types[[2]], nodes = nodes, void = types[[2]][[1]] == "void")
  })
  parts <- rep("null", length(case))
  for (index in seq_along(case)[-1]) {
    call <- case[[index]]
    name <- call[[1]]
    types <- methods[[name]]
    method <- made[[name]]
    if (!is.function(method)) absent(paste0(spec$entry, "$", name))
    # There may be many calls, so that nothing is done that is not needed.
    one <- function() {
      given <- if (types$nodes) decoded(types$takes, call[[2]]) else as.list(call[[2]])
      result <- do.call(method, given)
      if (types$void) "null" else encode(types$gives, result, paste0("call ", index, ", ", name))
    }
    parts[[index]] <- if (length(call) == 2L) {
      one()
    } else {
      bracketed(vapply(seq_len(call[[3]]), function(i) one(), ""))
    }
  }
  bracketed(parts)
}

run_half <- function(mode) {
  function(found, spec, case) {
    name <- spec[[mode]]
    method <- found()[[name]]
    if (!is.function(method)) absent(paste0(spec$entry, "$", name))
    types <- if (mode == "encode") list(spec$value, "string") else list("string", spec$value)
    encode(types[[2]], method(decode(types[[1]], case)), paste("what", name, "returned"))
  }
}

# R itself compiles a function once it is called again, and of these each is called once. Compiling
# takes some time too, which pays on large cases only.
compile_ours <- function() {
  own <- environment(compile_ours)
  for (name in c(
    "decode_linked_list", "decode_tree", "encode_linked_list", "encode_tree", "run_class"
  )) {
    assign(name, compiler::cmpfun(get(name, own)), own)
  }
}

absent <- function(name) {
  tell(quoted("missing"), quoted(name))
  leave(1)
}

said <- function(error) {
  text <- tryCatch(conditionMessage(error), error = function(e) "an error without words")
  text <- enc2utf8(as.character(text)[1])
  if (is.na(text) || !validUTF8(text)) "an error whose words are no text" else text
}

# The line of the answer in which the innermost of the calls stands.
line_of <- function(calls) {
  for (call in rev(calls)) {
    place <- attr(call, "srcref")
    if (!is.null(place) && identical(attr(place, "srcfile")$filename, source_file)) {
      return(as.integer(place)[[1]])
    }
  }
  0L
}

complain <- function(error, calls, line = line_of(calls)) {
  text <- said(error)
  if (startsWith(text, "cannot allocate") || startsWith(text, "memory exhausted")) {
    tell(quoted("memory"))
    leave(1)
  }
  from <- conditionCall(error)
  named <- is.call(from) && is.name(from[[1]])
  from <- if (named) paste0(" in ", as.character(from[[1]])) else ""
  where <- if (line > 0L) paste0(source_file, ":", line, ": ") else ""
  cat(where, "Error", from, ": ", text, "\n", sep = "", file = stderr())
  tell(quoted("raised"), quoted(substr(paste0("Error: ", text), 1L, most_shown)), line)
  leave(1)
}

main <- function() {
  mode <- commandArgs(TRUE)[[1]]
  # Deep recursion is right for deep trees; the memory limit ends what is endless.
  options(expressions = 500000L, keep.source = TRUE, warn = 1L, digits = 7L)
  exprs <- tryCatch(
    parse(source_file, keep.source = TRUE, encoding = "UTF-8"),
    error = function(error) {
      cat(said(error), "\n", sep = "", file = stderr())
      tell(quoted("syntax"), quoted(substr(said(error), 1L, most_shown)), 0L)
      leave(1)
    }
  )
  spec <- eval(parse("signature.R"), baseenv())
  case <- if (mode != "program") {
    input <- file("stdin", "rb")
    read <- unserialize(input)
    close(input)
    read
  }
  if (utils::object.size(case) > large) compile_ours()
  # Where no stack is left to complain on, it is done once the stack is unwound.
  text <- tryCatch(withCallingHandlers(
    {
      for (i in seq_along(exprs)) {
        shown <- withVisible(eval(exprs[i], globalenv()))
        if (mode == "program" && shown$visible) print(shown$value)
      }
      if (mode == "program") leave(0)
      found <- get0(spec$entry, globalenv(), mode = "function", inherits = FALSE)
      if (is.null(found)) absent(spec$entry)
      run <- switch(mode, `function` = run_function, class = run_class, run_half(mode))
      tryCatch(run(found, spec, case), onsite_mismatch = function(error) error)
    },
    error = function(error) {
      if (inherits(error, "onsite_mismatch")) return()
      # All calls of a deep stack would take R as long as the square of their number.
      depth <- sys.nframe()
      complain(error, lapply(seq(max(1L, depth - 60L), depth), sys.call))
    }
  ), error = function(error) complain(error, list()))
  if (inherits(text, "onsite_mismatch")) {
    tell(
      quoted("mismatch"), quoted(text$place), quoted(text$expected), quoted(said(text)), "\"\""
    )
    leave(0)
  }
  tell(quoted("value"), text)
  leave(0)
}

main()

}, envir = new.env(parent = baseenv()))
