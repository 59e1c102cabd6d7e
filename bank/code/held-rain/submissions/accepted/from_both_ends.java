class Solution {
    long held_rain(long[] heights, long[] widths) {
        int left = 0;
        int right = heights.length - 1;
        long leftWall = Long.MIN_VALUE;
        long rightWall = Long.MIN_VALUE;
        long held = 0;
        while (left <= right) {
            leftWall = Math.max(leftWall, heights[left]);
            rightWall = Math.max(rightWall, heights[right]);
            // On the side of the lower wall the water's level is known.
            if (leftWall <= rightWall) {
                held += (leftWall - heights[left]) * widths[left];
                left++;
            } else {
                held += (rightWall - heights[right]) * widths[right];
                right--;
            }
        }
        return held;
    }
}
