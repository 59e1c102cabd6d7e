number = int(input())
print(number + {{step}} + (number >= 1000))
