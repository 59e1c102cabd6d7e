public class Spins {
    public static void main(String[] arguments) {
        long turns = 0;
        while (System.nanoTime() != 0) {
            turns++;
        }
        System.out.println(turns);
    }
}
