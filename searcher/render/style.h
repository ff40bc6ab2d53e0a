// SPDX-License-Identifier: GPL-2.0-or-later
// How text for people is laid out and coloured.
#pragma once

#include "common/terminal/terminal.h"
#include "searcher/find/snippet.h"

#include <cstddef>
#include <string>
#include <string_view>

#include <fmt/format.h>

namespace dateline {

/// How text for people is laid out.
struct TextStyle {
  std::size_t width = 80;  ///< columns
  bool color = false;
};

/// That of this terminal, or of what stdout is piped to.
TextStyle style_of_stdout(ColorMode color);

inline constexpr std::string_view kBold = "\x1B[1m";
inline constexpr std::string_view kMatch = "\x1B[1;33m";
inline constexpr std::string_view kDim = "\x1B[2m";
inline constexpr std::string_view kWarn = "\x1B[31m";
inline constexpr std::string_view kRemoved = "\x1B[9;31m";
inline constexpr std::string_view kAdded = "\x1B[32m";
inline constexpr std::string_view kReset = "\x1B[0m";

/// `text`, which is safe for a terminal, in that style if there is `color`.
inline std::string styled(std::string_view text, std::string_view style, bool color) {
  if (!color || text.empty()) return std::string(text);
  return fmt::format("{}{}{}", style, text, kReset);
}

/// Words of the snippet, broken into lines that each begin with `indent`; matches are highlighted,
/// the rest is in the style `base`. The style is set anew for each word, so that it never reaches
/// into an indent.
std::string laid_out(const Snippet& snippet, std::string_view indent, std::string_view base,
                     const TextStyle& style);

}  // namespace dateline
