double half(double value);
