// SPDX-License-Identifier: GPL-2.0-or-later
// What reaches a terminal, and its width there.
#include "common/terminal/terminal.h"

#include "common/text/shell_word.h"

#include <catch2/catch.hpp>

namespace terminal_test {

using namespace dateline;

TEST_CASE("nothing that commands a terminal passes") {
  CHECK(printable("a\x1B[2Jb") == "a\uFFFD[2Jb");
  CHECK(printable("\x1B]0;owned\x07") == "\uFFFD]0;owned\uFFFD");
  CHECK(printable("a\u009B31mb") == "a\uFFFD31mb");
  CHECK(printable("a\u202Eb\u2066c\u2028d") == "a\uFFFDb\uFFFDc\uFFFDd");
  CHECK(printable("a\xFF\rb\tc\nd") == "a\uFFFD\uFFFDb c\nd");
  CHECK(printable_line("a\nb") == "a b");
  CHECK(printable("é 武 \U0001F30A") == "é 武 \U0001F30A");
}

TEST_CASE("width counts columns, not bytes") {
  CHECK(display_width("abc") == 3);
  CHECK(display_width("é") == 1);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("武汉") == 4);
  CHECK(display_width("") == 0);
}

TEST_CASE("text is broken at spaces") {
  CHECK(wrapped("aaaa bbbb cccc dddd eeee ffff", 22, "") == "aaaa bbbb cccc dddd\neeee ffff");
  CHECK(wrapped("  a   b ", 80, "> ") == "> a b");
  CHECK(wrapped(std::string(50, 'x') + " y", 22, "") == std::string(50, 'x') + "\ny");
}

TEST_CASE("numbers, sizes and durations read well") {
  CHECK(with_thousands(0) == "0");
  CHECK(with_thousands(999) == "999");
  CHECK(with_thousands(1'234'567) == "1,234,567");
  CHECK(size_text(999) == "999 bytes");
  CHECK(size_text(1'000) == "1.0 kB");
  CHECK(size_text(999'999) == "1.0 MB");
  CHECK(size_text(5'400'000'000) == "5.4 GB");
  CHECK(duration_text(std::chrono::seconds(42)) == "0:42");
  CHECK(duration_text(std::chrono::seconds(3 * 3600 + 4 * 60 + 5)) == "3:04:05");
}

TEST_CASE("a path is one word of a shell, and has quotes only where it needs them") {
  CHECK(text::plain_shell_word("/tmp/news-2019") == "/tmp/news-2019");
  CHECK(text::plain_shell_word("/tmp/my news") == "'/tmp/my news'");
  CHECK(text::plain_shell_word("it's") == "'it'\\''s'");
  CHECK(text::plain_shell_word("") == "''");
}

}  // namespace terminal_test
