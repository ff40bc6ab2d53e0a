// SPDX-License-Identifier: GPL-2.0-or-later
// Line-based input files: topics, judgements, runs. Errors name the line.
#pragma once

#include "common/errors/errors.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// The file as clean UTF-8 text with '\n' as line break. Throws Error (Usage) when it cannot be
/// read.
std::string read_text(const std::filesystem::path& path);

/// A line that is not blank, counted from 1.
struct Line {
  std::size_t number = 0;
  std::string_view text;
};

std::vector<Line> lines_of(std::string_view text);

/// The words of a line, separated by spaces and tabs.
std::vector<std::string_view> columns_of(std::string_view line);

/// "FILE:LINE: MESSAGE", Usage.
Error error_at(const std::filesystem::path& path, std::size_t line, const std::string& message,
               Advice hint);

}  // namespace dateline
