// SPDX-License-Identifier: GPL-2.0-or-later

/** Dates as numbers: 2019-12-13 is 20191213. */
final class Dates {
  private Dates() {}

  static long number(String date) {
    return Long.parseLong(date.replace("-", ""));
  }

  static String text(long number) {
    return padded(number / 10000, 4)
        + '-'
        + padded(number / 100 % 100, 2)
        + '-'
        + padded(number % 100, 2);
  }

  /** The month counted from January of the year 0: "2019-12". */
  static String month(int number) {
    return padded(number / 12, 4) + '-' + padded(number % 12 + 1, 2);
  }

  /** With zeros before it; String.format would take longer than some queries. */
  static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(Math.max(0, digits - text.length())) + text;
  }
}
