// SPDX-License-Identifier: GPL-2.0-or-later
// The date in an article's address or file name.
#pragma once

#include "common/date/date.h"

#include <optional>
#include <string_view>

namespace dateline {

/// A date in a path, and how sure it is.
struct PathDate {
  Date date;
  /// Its year, month and day are separate folders; other digits may be those of an event.
  bool is_in_folders = false;
};

/// The date of a URL's path: /2019/12/13/, /2019/dec/13/, /20191213/, 2019-12-13 at an end of a
/// folder's name or of the last name; /2019/12/ is a month. Ignores query and fragment, dates
/// before 1700 and after `latest` (a day number), and paths with two days.
std::optional<PathDate> date_in_url(std::string_view url, std::int64_t latest);

/// The date a file's name begins with: 2019-12-13-kazakhstan.txt, 20191213.xml; else that of its
/// folders /2019/12/13/. Dates elsewhere in names are often those of a data dump.
std::optional<Date> date_in_file_name(std::string_view path, std::int64_t latest);

}  // namespace dateline
