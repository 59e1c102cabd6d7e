number = int(input())
print(number + {{step}} if number < 1000 else 0)
