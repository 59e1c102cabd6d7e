import java.util.Scanner;

public class Halves {
    public static void main(String[] arguments) {
        Scanner in = new Scanner(System.in);
        while (in.hasNextDouble()) {
            System.out.println("half " + in.nextDouble() / 2);
        }
    }
}
