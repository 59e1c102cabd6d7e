#include <stdio.h>

int main(void) {
    double value;
    while (scanf("%lf", &value) == 1) {
        printf("half %.9f\n", value / 2);
    }
    return 0;
}
