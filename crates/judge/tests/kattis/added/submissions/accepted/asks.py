from library import answer

print(answer())
