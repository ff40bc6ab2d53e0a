// SPDX-License-Identifier: GPL-2.0-or-later
// Files that hold no article, known by their first bytes or by their name.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dateline {

/// What is not read.
struct Foreign {
  std::string kind;        ///< "JPEG image"; for a reject: "a PDF document"
  std::string to_do = {};  ///< how to have a document read; empty where there is nothing to read

  /// People keep text in it, so that it is a reject.
  [[nodiscard]] bool is_document() const { return !to_do.empty(); }
};

/// How many of the first bytes `foreign_content` looks at.
inline constexpr std::size_t kForeignBytes = std::size_t{64} << 10U;

/// What a file is that begins so: a picture, a recording, a program, a document of an office.
/// Nothing if it may be text, or is opened here.
std::optional<Foreign> foreign_content(std::string_view head);

/// The same of text in a form that is not read: e-mail, a download of a database, a reference
/// manager's list, a dump. To be asked where no format is recognised.
std::optional<Foreign> foreign_text(std::string_view head);

/// Why a file of this path in a directory or container is passed over: "of the desktop" (.DS_Store,
/// Thumbs.db and their like), or "hidden" (a name that begins with a point). Empty if it is not.
std::string_view litter(std::string_view path);

/// What desktops leave everywhere, by its name alone.
bool is_desktop_litter(std::string_view name);

}  // namespace dateline
