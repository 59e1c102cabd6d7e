import java.util.ArrayList;
import java.util.List;

public class Hungry {
    public static void main(String[] arguments) {
        List<long[]> held = new ArrayList<>();
        while (true) {
            held.add(new long[1 << 20]);
        }
    }
}
