// SPDX-License-Identifier: GPL-2.0-or-later
// Header fields as HTTP, MIME and WARC share them: `Name: value`, names without case.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dateline {

/// A longer header is not one: a dozen fields are usual, and addresses are the longest of them.
inline constexpr std::size_t kMaxHeaderBytes = std::size_t{64} << 10U;

class HeaderFields {
 public:
  HeaderFields() = default;
  /// Of lines that end in LF or CRLF. A line that begins with a space continues the previous one; a
  /// line without a colon is ignored.
  explicit HeaderFields(std::string_view bytes);

  /// The value of the first field of that name, trimmed; empty when there is none.
  [[nodiscard]] std::string_view value(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// The value of a parameter, as in `multipart/related; boundary="x"`; empty when there is none.
std::string parameter(std::string_view value, std::string_view name);

}  // namespace dateline
