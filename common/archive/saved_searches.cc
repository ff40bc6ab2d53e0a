// SPDX-License-Identifier: GPL-2.0-or-later
// Small TOML files that people may also write and version.
#include "common/archive/saved_searches.h"

#include "common/archive/manifest.h"
#include "common/archive/sealed.h"
#include "common/archive/state.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "common/fields/record.h"
#include "common/text/ascii.h"
#include "common/text/edit_distance.h"
#include "common/text/fold.h"
#include "common/text/utf8.h"

#include <algorithm>
#include <map>
#include <sstream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>
#include <toml++/toml.h>
#include <unistd.h>
#include <xxhash.h>

namespace dateline {
namespace fs = std::filesystem;
namespace {

constexpr const char* kSuffix = ".toml";
/// What `words` says. Before there was this key, one word of a sequence was enough.
constexpr const char* kAllWords = "all";
/// A larger file is not a saved search.
constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{64} << 10U;

std::string shown(std::string_view name) {
  constexpr std::size_t kShownBytes = 64;
  return text::single_line(text::cut(name, kShownBytes));
}

void check_name(std::string_view name) {
  if (is_saved_name(name)) return;
  throw Error(Code::Usage, fmt::format("'{}' cannot name a saved search", shown(name)),
              "a name has up to 64 letters (a-z), digits, '-' and '_': dam-bursts");
}

[[noreturn]] void fail_unknown(const fs::path& archive, std::string_view name) {
  const std::vector<std::string> names = saved_names(archive);
  std::string hint = "save one: dateline-search save ARCHIVE NAME QUERY";
  if (!names.empty()) {
    const auto distance = [folded = text::fold(name)](const std::string& other) {
      return text::edit_distance(folded, text::fold(other));
    };
    const auto nearest = std::min_element(
        names.begin(), names.end(), [&](auto& a, auto& b) { return distance(a) < distance(b); });
    hint = distance(*nearest) <= name.size() / 3
               ? fmt::format("did you mean {}?", *nearest)
               : fmt::format("saved searches are: {}", fmt::join(names, ", "));
  }
  throw Error(Code::Usage, fmt::format("no search is saved as '{}'", shown(name)), hint);
}

[[noreturn]] void fail_file(const fs::path& file, const std::string& what) {
  throw Error(
      Code::Usage, fmt::format("{}: {}", file.string(), what),
      "it holds query = '…' and, for an alert, deliver = '…'; docs/alerts.md has an example");
}

/// `path`, unless something else is there.
fs::path checked(fs::path path, fs::file_type belongs) {
  const fs::file_type type = fs::symlink_status(path).type();
  if (type == belongs || type == fs::file_type::not_found) return path;
  const char* const what = belongs == fs::file_type::directory ? "directory" : "file";
  throw Error(
      Code::Damaged,
      fmt::format("{} is {}, not a {} of the archive's own", path.string(),
                  type == fs::file_type::symlink ? "a symbolic link" : "something else", what),
      fmt::format("put the {} itself there, or remove it; an archive is placed on another "
                  "disk as a whole",
                  what));
}

/// A place, or a list of them.
std::vector<std::string> places_in(const toml::node& node, const fs::path& file) {
  std::vector<std::string> places;
  const auto add = [&](const toml::node& one) {
    const auto place = one.value_exact<std::string>();
    if (!place) fail_file(file, "'deliver' is neither text in quotes nor a list of such");
    if (place->empty()) return;
    if (std::find(places.begin(), places.end(), *place) == places.end()) places.push_back(*place);
  };
  if (const toml::array* const list = node.as_array()) {
    for (const toml::node& one : *list) add(one);
  } else {
    add(node);
  }
  return places;
}

fs::path delivered_directory(const fs::path& archive) {
  return checked(alerts_directory(archive) / kDeliveredDirectory, fs::file_type::directory);
}

/// Between a name, which cannot have it, and the hash of a place.
constexpr char kHashMark = '+';

/// What was delivered to any place.
std::vector<fs::path> records_of(const fs::path& archive, std::string_view name) {
  std::vector<fs::path> records;
  const fs::path directory = delivered_directory(archive);
  if (!fs::exists(directory)) return records;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    const std::string stem = entry.path().stem().string();
    if (entry.path().extension() != ".json" || stem.substr(0, stem.find(kHashMark)) != name)
      continue;
    records.push_back(checked(entry.path(), fs::file_type::regular));
  }
  std::sort(records.begin(), records.end());
  return records;
}

/// The text that the object has under a key; empty if it has none.
std::string text_under(const Json& object, const char* key) {
  const auto value = object.find(key);
  return value != object.end() && value->is_string() ? value->get<std::string>() : "";
}

bool has_saved(const fs::path& home, std::string_view name) {
  return is_saved_name(name) && !home.empty() && fs::exists(saved_file(home, name));
}

SavedSearch read_file_of(const fs::path& file, std::string_view name) {
  if (fs::file_size(file) > kMaxFileBytes) fail_file(file, "is over 64 KiB");
  SavedSearch saved;
  saved.name = name;
  try {
    const toml::table table = toml::parse(disk::read_file(file), file.string());
    std::string words;
    const std::map<std::string_view, std::string*> keys = {{"query", &saved.query},
                                                           {"words", &words}};
    for (const auto& [key, node] : table) {
      if (key.str() == "deliver") {
        saved.deliver = places_in(node, file);
        continue;
      }
      const auto known = keys.find(key.str());
      if (known == keys.end()) {
        fail_file(file, fmt::format("line {}: there is no key '{}'", key.source().begin.line,
                                    shown(key.str())));
      }
      const auto value = node.value_exact<std::string>();
      if (!value) fail_file(file, fmt::format("'{}' is not text in quotes", key.str()));
      *known->second = *value;
    }
    if (words.empty() && !text::trim(saved.query).empty()) {
      saved.query = fmt::format("any({})", saved.query);
    } else if (!words.empty() && words != kAllWords) {
      fail_file(file, fmt::format("words is '{}', not '{}'", shown(words), kAllWords));
    }
  } catch (const toml::parse_error& e) {
    fail_file(file, fmt::format("line {}: {}", e.source().begin.line, e.description()));
  }
  if (text::trim(saved.query).empty()) fail_file(file, "it has no query");
  return saved;
}

}  // namespace

bool is_saved_name(std::string_view name) {
  constexpr std::size_t kMaxBytes = 64;
  return !name.empty() && name.size() <= kMaxBytes && ascii::is_letter_or_digit(name.front()) &&
         std::all_of(name.begin(), name.end(),
                     [](char c) { return ascii::is_letter_or_digit(c) || c == '-' || c == '_'; });
}

fs::path alerts_directory(const fs::path& archive) {
  return checked(archive / kAlertsDirectory, fs::file_type::directory);
}

fs::path saved_file(const fs::path& archive, std::string_view name) {
  return checked(alerts_directory(archive) / (std::string(name) + kSuffix), fs::file_type::regular);
}

fs::path reader_home(const fs::path& archive) {
  fs::path config = directory_in_environment("XDG_CONFIG_HOME");
  if (config.empty()) {
    const fs::path home = directory_in_environment("HOME");
    if (home.empty()) return {};
    config = home / ".config";
  }
  return config / "dateline" / read_manifest(archive).uuid;
}

bool may_save_in(const fs::path& archive) {
  const fs::path alerts = archive / kAlertsDirectory;
  return access((fs::exists(alerts) ? alerts : archive).c_str(), W_OK | X_OK) == 0;
}

fs::path home_to_save_in(const fs::path& archive) {
  if (may_save_in(archive)) return archive;
  fs::path own = reader_home(archive);
  return own.empty() ? archive : own;
}

fs::path home_of(const fs::path& archive, std::string_view name) {
  const fs::path own = reader_home(archive);
  return has_saved(own, name) ? own : archive;
}

std::vector<fs::path> saved_homes(const fs::path& archive) {
  std::vector<fs::path> homes = {archive};
  fs::path own = reader_home(archive);
  if (!own.empty() && fs::exists(alerts_directory(own)))
    homes.insert(homes.begin(), std::move(own));
  return homes;
}

std::vector<std::string> saved_names(const fs::path& archive) {
  std::vector<std::string> names;
  const fs::path directory = alerts_directory(archive);
  if (!fs::exists(directory)) return names;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory)) {
    const std::string name = entry.path().stem().string();
    if (entry.path().extension() == kSuffix && is_saved_name(name)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<fs::path> alert_files(const fs::path& archive) {
  std::vector<fs::path> files;
  for (const std::string& name : saved_names(archive)) {
    std::vector<fs::path> of_this = {saved_file(archive, name)};
    for (fs::path& record : records_of(archive, name)) of_this.push_back(std::move(record));
    for (const fs::path& file : of_this) {
      if (fs::exists(file)) files.push_back(file.lexically_relative(archive));
    }
  }
  return files;
}

std::string read_alert_file(const fs::path& file) {
  std::string text = disk::read_file(file);
  const bool is_delivered = file.parent_path().filename() == kDeliveredDirectory;
  // Before there were checksums, it was all one line.
  const std::size_t end = text.find('\n');
  const bool has_checksum = end != std::string::npos && end + 1 != text.size();
  if (is_delivered && has_checksum && !is_sealed(text)) {
    throw Error(
        Code::Damaged,
        fmt::format("{} has changed since it was written (its checksum differs)", file.string()),
        kBeginAnew);
  }
  return text;
}

SavedSearch read_saved(const fs::path& archive, std::string_view name) {
  check_name(name);
  const fs::path file = saved_file(archive, name);
  try {
    if (fs::exists(file)) return read_file_of(file, name);
  } catch (const std::exception&) {
    if (fs::exists(file)) throw;  // else it was forgotten meanwhile
  }
  fail_unknown(archive, name);
}

void write_saved(const fs::path& archive, const SavedSearch& saved) {
  check_name(saved.name);
  toml::table table{{"query", saved.query}, {"words", kAllWords}};
  if (saved.deliver.size() == 1) {
    table.insert("deliver", saved.deliver.front());
  } else if (!saved.deliver.empty()) {
    toml::array places;
    for (const std::string& place : saved.deliver) places.push_back(place);
    table.insert("deliver", std::move(places));
  }
  std::ostringstream text;
  text << table << '\n';
  disk::make_directories(alerts_directory(archive));
  disk::replace_file(saved_file(archive, saved.name), text.str());
}

void forget_saved(const fs::path& archive, std::string_view name) {
  check_name(name);
  const std::vector<fs::path> records = records_of(archive, name);
  if (!disk::remove_file(saved_file(archive, name))) fail_unknown(archive, name);
  for (const fs::path& record : records) disk::remove_file(record);
}

fs::path delivered_file(const fs::path& archive, std::string_view name, std::string_view place) {
  const fs::path directory = delivered_directory(archive);
  const auto file_named = [&](const std::string& stem) {
    return checked(directory / (stem + ".json"), fs::file_type::regular);
  };
  const fs::path plain = file_named(std::string(name));
  const fs::path hashed = file_named(
      fmt::format("{}{}{:016x}", name, kHashMark, XXH3_64bits(place.data(), place.size())));
  if (fs::exists(hashed)) return hashed;
  if (!fs::exists(plain)) return plain;
  const Json record = Json::parse(disk::read_file(plain), nullptr, /*allow_exceptions=*/false);
  const std::string its = record.is_object() ? text_under(record, kPlaceKey) : "";
  return its.empty() || its == place ? plain : hashed;
}

std::vector<AlertState> alert_states(const fs::path& archive, const SavedSearch& saved) {
  std::vector<AlertState> states;
  for (const std::string& place : saved.deliver) {
    AlertState& state = states.emplace_back();
    state.name = saved.name;
    state.place = place;
    const fs::path file = delivered_file(archive, saved.name, place);
    if (!fs::exists(file)) continue;
    const Json record = Json::parse(read_alert_file(file), nullptr, /*allow_exceptions=*/false);
    if (!record.is_object()) {
      throw Error(Code::Damaged, fmt::format("{} is damaged", file.string()), kBeginAnew);
    }
    state.last_delivery = text_under(record, kLastDeliveryKey);
    state.problem = text_under(record, kProblemKey);
  }
  return states;
}

void check_saved_depth(const std::vector<std::string>& open, std::string_view name) {
  if (std::find(open.begin(), open.end(), name) != open.end()) {
    throw Error(Code::Usage,
                fmt::format("query:{} would contain itself ({} > {})", shown(name),
                            fmt::join(open, " > "), shown(name)),
                "save one of them again without naming the other");
  }
  if (open.size() >= kMaxSavedDepth) {
    throw Error(Code::Usage,
                fmt::format("saved searches name each other more than {} deep ({})", kMaxSavedDepth,
                            fmt::join(open, " > ")),
                "write the innermost query out");
  }
}

std::function<std::string(const std::vector<std::string>&, std::string_view)> saved_queries(
    std::filesystem::path home, std::string inside) {
  return [home = std::move(home), inside = std::move(inside)](std::vector<std::string> open,
                                                              std::string_view name) {
    if (!inside.empty()) open.insert(open.begin(), inside);
    check_saved_depth(open, name);
    return read_saved(home, name).query;
  };
}

std::function<std::string(const std::vector<std::string>&, std::string_view)> all_saved_queries(
    std::filesystem::path archive, std::string inside) {
  return [archive = std::move(archive), inside = std::move(inside)](std::vector<std::string> open,
                                                                    std::string_view name) {
    if (!inside.empty()) open.insert(open.begin(), inside);
    check_saved_depth(open, name);
    // What the archive's own searches name are the archive's own.
    const bool is_of_archive =
        !open.empty() && open.back() != inside && home_of(archive, open.back()) == archive;
    return read_saved(is_of_archive ? archive : home_of(archive, name), name).query;
  };
}

}  // namespace dateline
