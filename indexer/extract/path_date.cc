// SPDX-License-Identifier: GPL-2.0-or-later
// Digits in a path are a date only in the few forms that sites and archives use for folders.
#include "indexer/extract/path_date.h"

#include "common/text/ascii.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace dateline {
namespace {

/// Earlier there were few papers, and many four-digit numbers are not years.
constexpr int kFirstYear = 1700;

/// Hostile paths are long.
constexpr std::size_t kMaxPathBytes = 2000;

bool is_number(std::string_view text, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most && ascii::all_digits(text);
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::vector<std::string_view> folders_of(std::string_view path) {
  std::vector<std::string_view> folders;
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    folders.push_back(rest.substr(0, slash));
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  return folders;
}

/// Collects the dates of one path.
class PathDates {
 public:
  explicit PathDates(std::int64_t latest) : latest_(latest) {}

  /// Year, month and maybe day as separate names. The day may begin a longer name.
  void add_folders(const std::vector<std::string_view>& folders) {
    for (std::size_t i = 0; i + 1 < folders.size(); ++i) {
      const std::string_view month_name = folders[i + 1];
      if (!is_number(folders[i], 4, 4)) continue;
      const int month =
          is_number(month_name, 1, 2) ? number(month_name) : month_from_name(month_name);
      if (month == 0) continue;
      const std::string_view day = i + 2 < folders.size() ? folders[i + 2] : std::string_view();
      if (is_number(day, 1, 2) && add(number(folders[i]), month, number(day), true)) continue;
      // The last name is the article's; 12 in /2019/12 may be one.
      if (i + 2 < folders.size()) add(number(folders[i]), month, 0, true);
    }
  }

  /// 2019-12-13, 2019_12_13 or 20191213 at the start of `name`.
  void add_start(std::string_view name) {
    for (const std::size_t size : {std::size_t{10}, std::size_t{8}}) {
      if (name.size() > size && ascii::is_digit(name[size])) continue;
      add_whole(name.substr(0, size), size);
    }
  }

  void add_end(std::string_view name) {
    for (const std::size_t size : {std::size_t{10}, std::size_t{8}}) {
      if (name.size() <= size || ascii::is_digit(name[name.size() - size - 1])) continue;
      add_whole(name.substr(name.size() - size), size);
    }
  }

  /// Empty when there is none, or more than one.
  [[nodiscard]] std::optional<PathDate> only() const {
    if (dates_.empty()) return std::nullopt;
    const bool agree = std::all_of(dates_.begin(), dates_.end(), [&](const PathDate& each) {
      return each.date == dates_.front().date;
    });
    if (!agree) return std::nullopt;
    return dates_.front();
  }

 private:
  void add_whole(std::string_view text, std::size_t size) {
    if (text.size() != size) return;
    if (size == 8) {
      if (!is_number(text, 8, 8)) return;
      add(number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6, 2)), false);
      return;
    }
    const bool parted = text[4] == text[7] && (text[4] == '-' || text[4] == '_');
    const std::string_view year = text.substr(0, 4);
    const std::string_view month = text.substr(5, 2);
    const std::string_view day = text.substr(8, 2);
    if (!parted || !is_number(year, 4, 4) || !is_number(month, 2, 2) || !is_number(day, 2, 2)) {
      return;
    }
    add(number(year), number(month), number(day), false);
  }

  bool add(int year, int month, int day, bool is_in_folders) {
    const std::optional<Date> date = make_date(year, month, day);
    if (!date || year < kFirstYear || day_number(*date) > latest_) return false;
    dates_.push_back({*date, is_in_folders});
    return true;
  }

  std::int64_t latest_;
  std::vector<PathDate> dates_;
};

/// What follows the host; empty without one.
std::string_view path_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t slash = url.find('/');
  return slash == std::string_view::npos ? std::string_view() : url.substr(slash + 1);
}

std::string_view without_extension(std::string_view name) {
  return name.substr(0, name.rfind('.'));
}

}  // namespace

std::optional<PathDate> date_in_url(std::string_view url, std::int64_t latest) {
  const std::string_view path = path_of(url);
  if (path.size() > kMaxPathBytes) return std::nullopt;
  std::vector<std::string_view> folders = folders_of(path);
  if (folders.empty()) return std::nullopt;
  PathDates dates(latest);
  dates.add_folders(folders);
  folders.back() = without_extension(folders.back());
  for (const std::string_view folder : folders) {
    dates.add_start(folder);
    dates.add_end(folder);
  }
  return dates.only();
}

std::optional<Date> date_in_file_name(std::string_view path, std::int64_t latest) {
  if (path.size() > kMaxPathBytes) return std::nullopt;
  const std::vector<std::string_view> folders = folders_of(path);
  if (folders.empty()) return std::nullopt;
  PathDates of_name(latest);
  of_name.add_start(folders.back());
  PathDates of_folders(latest);
  of_folders.add_folders(folders);
  const auto found = of_name.only() ? of_name.only() : of_folders.only();
  if (!found) return std::nullopt;
  return found->date;
}

}  // namespace dateline
