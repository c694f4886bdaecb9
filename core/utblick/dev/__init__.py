"""For developers only: the program that starts again at each save, and the bar that shows what a page did."""
