"""Functions of text."""

import random


def text(n, seed):
    draw = random.Random(seed)
    return ("".join(draw.choice("abcdefgh") for _ in range(n)),)


def palindrome(n, seed):
    draw = random.Random(seed)
    half = "".join(draw.choice("abcdefgh") for _ in range(n // 2))
    return (half + half[::-1],)


def two_texts(n, seed):
    return text(n, seed) + text(n, seed + 100)


def same_letter(n, seed):
    return ("a" * n + "b" * (seed % 2),)


def words(n, seed):
    draw = random.Random(seed)
    return (["".join(draw.choice("abcdef") for _ in range(6)) for _ in range(n)],)


def is_palindrome(s):
    i, j = 0, len(s) - 1
    while i < j:
        if s[i] != s[j]:
            return False
        i, j = i + 1, j - 1
    return True


def is_palindrome_recursive(s):
    return len(s) < 2 or (s[0] == s[-1] and is_palindrome_recursive(s[1:-1]))


def letters_counted(s):
    counts = {}
    for c in s:
        counts[c] = counts.get(c, 0) + 1
    return counts


def reversed_text(s):
    return s[::-1]


def longest_palindrome(s):
    best = 0
    for middle in range(len(s)):
        i = j = middle
        while i >= 0 and j < len(s) and s[i] == s[j]:
            i, j = i - 1, j + 1
        best = max(best, j - i - 1)
    return best


def common_subsequence(a, b):
    row = [0] * (len(b) + 1)
    for x in a:
        corner = 0
        for j, y in enumerate(b, 1):
            corner, row[j] = row[j], corner + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


def common_subsequence_table(a, b):
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i, x in enumerate(a, 1):
        for j, y in enumerate(b, 1):
            if x == y:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table[-1][-1]


def anagram_groups(items):
    groups = {}
    for word in items:
        groups.setdefault("".join(sorted(word)), []).append(word)
    return groups


def joined(items):
    return ",".join(items)


def sorted_words(items):
    return sorted(items)


def unique_substrings(s):
    return len({s[i:j] for i in range(len(s)) for j in range(i + 1, min(len(s), i + 5) + 1)})


def prefixes(s):
    return [s[: i + 1] for i in range(len(s))]


def letter_runs(s):
    out, i = [], 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out.append((s[i], j - i))
        i = j
    return out
