// SPDX-License-Identifier: GPL-2.0-or-later
// Where the new articles of an alert go.
#pragma once

#include "common/date.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::alerts {

enum class Way {
  JsonLines,  ///< a line an article, appended to a file
  Atom,       ///< a feed of the latest articles, replaced as a whole
  Maildir,    ///< a message an article
  Command,    ///< a shell command, given JSON Lines on its standard input
};

struct Target {
  Way way = Way::JsonLines;
  std::string where;  ///< path or command
};

/// An article on its way, as its record (common/record.h).
struct Parcel {
  std::string id;
  std::string record;
};

/// What is delivered at a time.
struct Delivery {
  std::string archive;  ///< directory
  std::string uuid;     ///< of the archive
  std::string name;     ///< of the saved search
  std::string query;
  Date now;                     ///< UTC
  std::vector<Parcel> fresh;    ///< oldest first
  std::vector<Parcel> earlier;  ///< for a feed: the latest that were delivered before, likewise
};

/// A feed has so many articles.
inline constexpr std::size_t kFeedArticles = 100;
/// A command that takes longer is ended, and its alert has failed.
inline constexpr int kCommandSeconds = 300;

/// Reads jsonl:FILE, atom:FILE, maildir:DIR or command:CMD. Throws Error (Usage).
Target read_target(std::string_view text);

/// The same as text, with the path made absolute.
std::string absolute_text(const Target& target);

/// Throws Error when nothing can be delivered there. Makes a mail directory where there is none,
/// and does not run the command.
void check_target(const Target& target);

/// Delivers. Throws Error when it could not: then nothing, or a part, has arrived.
void deliver(const Target& target, const Delivery& delivery);

}  // namespace dateline::alerts
