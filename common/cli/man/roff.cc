// SPDX-License-Identifier: GPL-2.0-or-later
// Characters beyond ASCII are written by code point, so that no formatter needs to know about
// UTF-8.
#include "common/cli/man/roff.h"

#include "common/cli/version.h"
#include "common/text/ascii.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>
#include <unicode/utf8.h>

namespace dateline::cli {
std::string roff(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), c);
    switch (c) {
      case '\\':
        out += "\\(rs";
        break;
      case '-':
        out += "\\-";
        break;
      case '\'':
        out += "\\(aq";
        break;
      case '`':
        out += "\\(ga";
        break;
      case '^':
        out += "\\(ha";
        break;
      case '~':
        out += "\\(ti";
        break;
      case '"':
        out += "\\(dq";
        break;
      default:
        out += c >= 0 && c < 0x80
                   ? std::string(1, static_cast<char>(c))
                   : fmt::format("\\[u{:04X}]", static_cast<std::uint32_t>(c < 0 ? 0xFFFD : c));
    }
  }
  return out;
}

std::string in_font(char font, std::string_view text) {
  return fmt::format("\\f{}{}\\fR", font, roff(text));
}

std::string text_line(std::string_view roff_text) {
  const bool is_control = roff_text.starts_with('.') || roff_text.starts_with('\'');
  return fmt::format("{}{}\n", is_control ? "\\&" : "", roff_text);
}

std::string macro(std::string_view name, std::initializer_list<std::string_view> arguments) {
  std::string out = fmt::format(".{}", name);
  for (const std::string_view argument : arguments) out += fmt::format(" \"{}\"", roff(argument));
  return out + "\n";
}

std::string preformatted(std::string_view text) {
  std::string out = ".PP\n.RS 4\n.nf\n";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out += end == 0 ? ".sp\n" : text_line(roff(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out + ".fi\n.RE\n";
}

std::string page_head(std::string_view name, char section, std::string_view summary) {
  std::string plain(summary);
  if (!plain.empty() && ascii::is_upper(plain[0])) {
    plain[0] = static_cast<char>(plain[0] + 32);
  }
  const std::string program_and_version = fmt::format("Dateline {}", kVersion);
  return macro("TH", {ascii::upper(name), std::string_view(&section, 1), "", program_and_version,
                      section == '1' ? "User Commands" : "Dateline"}) +
         // No hyphenation of words that are to be typed, and no justified lines.
         ".nh\n.ad l\n.SH NAME\n" + text_line(fmt::format("{} \\- {}", roff(name), roff(plain)));
}

}  // namespace dateline::cli
