number = int(input())
print(next(d for d in range(2, number + 1) if number % d == 0))
