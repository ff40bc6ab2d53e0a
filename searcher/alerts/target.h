// SPDX-License-Identifier: GPL-2.0-or-later
// Where the new articles of an alert go.
#pragma once

#include "common/date/date.h"

#include <string>
#include <string_view>
#include <vector>

namespace dateline::alerts {

enum class Way {
  JsonLines,  ///< one line per article, appended to a file
  Atom,       ///< a feed of the latest articles, replaced as a whole
  Maildir,    ///< one message per article
  Command,    ///< a shell command, given JSON Lines on its standard input
};

struct Target {
  Way way = Way::JsonLines;
  std::string where;  ///< path or command

  /// Articles delivered at a time: bounds memory, and what a crash delivers again. A message takes
  /// longer to write than a line.
  [[nodiscard]] std::size_t batch() const { return way == Way::Maildir ? 100 : 1000; }
};

/// An article on its way, as its record (common/fields/record.h).
struct Parcel {
  std::string id;
  std::string record;
};

/// What is delivered at once.
struct Delivery {
  std::string archive;  ///< directory
  std::string uuid;     ///< of the archive
  std::string name;     ///< of the saved search
  std::string query;
  Date now;                     ///< UTC
  std::vector<Parcel> fresh;    ///< oldest first
  std::vector<Parcel> earlier;  ///< for a feed: the latest that were delivered before, likewise
};

/// The number of articles in a feed.
inline constexpr std::size_t kFeedArticles = 100;
/// A delivery that takes longer is abandoned, and its alert has failed.
inline constexpr int kDeliverySeconds = 10;

/// Reads jsonl:FILE, atom:FILE, maildir:DIR or command:CMD. Throws Error (Usage).
Target read_target(std::string_view text);

/// The same with an absolute path; a link at its end is followed now, not on delivery.
Target settled(const Target& target);

/// As for read_target.
std::string text_of(const Target& target);

/// Throws Error when nothing can be delivered there. Creates a missing mail directory, and does not
/// run the command.
void check_target(const Target& target);

/// Delivers. Throws Error when it could not, or not in kDeliverySeconds: then nothing, or a part,
/// has arrived. With other threads, see run_apart.
void deliver(const Target& target, const Delivery& delivery);

}  // namespace dateline::alerts
