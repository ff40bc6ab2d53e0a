// SPDX-License-Identifier: GPL-2.0-or-later
// Saved searches: one file each, ARCHIVE/alerts/NAME.toml.
//
//   query = 'dam (collapse OR burst)'
//   words = 'all'                              every word is required; without this line, of a
//   sequence
//                                              one is enough, as if it stood in any( )
//   deliver = 'jsonl:/home/ann/dams.jsonl'     only where it is an alert; several places are a
//   list: deliver = [ 'atom:/srv/dams.atom', 'maildir:/home/ann/Mail' ]
//
// A reader who may not write the archive has searches of their own, in the same form below
// $XDG_CONFIG_HOME/dateline/UUID: that directory and the archive's are homes of saved searches. The
// functions below take a home, unless they say otherwise.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

struct SavedSearch {
  std::string name;
  std::string query;
  std::vector<std::string> deliver = {};  ///< where new articles go, see searcher/alerts/target.h
};

/// The directory of an archive that holds saved searches, and in it the one of delivered articles.
inline constexpr const char* kAlertsDirectory = "alerts";
inline constexpr const char* kDeliveredDirectory = "delivered";

/// Its path; there may be none yet. Here and below: an archive may come from a stranger, so if it
/// is a link, a pipe or anything but the archive's own directory or file, Error (Damaged) is thrown
/// before anything is read or written there.
std::filesystem::path alerts_directory(const std::filesystem::path& archive);

/// How deep saved searches may name each other, as `query:NAME`.
inline constexpr std::size_t kMaxSavedDepth = 8;

/// 1 to 64 letters of ASCII, digits, '-' and '_', of which the first is a letter or a digit.
bool is_saved_name(std::string_view name);

/// ARCHIVE/alerts/NAME.toml.
std::filesystem::path saved_file(const std::filesystem::path& archive, std::string_view name);

/// The home of this reader's own searches of that archive; it need not exist. Empty where there is
/// neither XDG_CONFIG_HOME nor HOME.
std::filesystem::path reader_home(const std::filesystem::path& archive);

/// May this process save searches in the archive?
bool may_save_in(const std::filesystem::path& archive);

/// Where a new search is saved: in the archive, or else in the reader's home.
std::filesystem::path home_to_save_in(const std::filesystem::path& archive);

/// Where the search of that name is: in the reader's home, or else in the archive.
std::filesystem::path home_of(const std::filesystem::path& archive, std::string_view name);

/// The homes that have searches, the reader's own first.
std::vector<std::filesystem::path> saved_homes(const std::filesystem::path& archive);

/// Names of all saved searches, sorted. Throws Error (Machine).
std::vector<std::string> saved_names(const std::filesystem::path& archive);

/// The files of saved searches and of what alerts have delivered, by their paths in the archive.
std::vector<std::filesystem::path> alert_files(const std::filesystem::path& archive);

/// The content of such a file. Throws Error (Damaged) when it is an alert's record of deliveries
/// and has changed since it was written; saved searches are for people to edit, and have no
/// checksum.
std::string read_alert_file(const std::filesystem::path& file);

/// What to do about a damaged record of deliveries.
inline constexpr const char* kBeginAnew =
    "remove it; the alert then starts over with articles added later";

/// Throws Error (Usage) when there is none, with near names, or when its file cannot be read.
SavedSearch read_saved(const std::filesystem::path& archive, std::string_view name);

/// Writes it, replacing one of the same name. Throws Error (Usage) for an invalid name.
void write_saved(const std::filesystem::path& archive, const SavedSearch& saved);

/// Removes it and its record of deliveries. Throws Error (Usage) when there is none.
void forget_saved(const std::filesystem::path& archive, std::string_view name);

/// What was delivered to that place: alerts/delivered/NAME.json, which ends with a checksum of
/// itself (common/archive/sealed.h), and names the place; where another place has that file,
/// NAME+HASH.json. A record that names none, as older versions wrote it, is of any.
std::filesystem::path delivered_file(const std::filesystem::path& archive, std::string_view name,
                                     std::string_view place);

/// How an alert does: what its record of deliveries says of the last time it ran.
struct AlertState {
  std::string name;
  std::string place;          ///< as in SavedSearch
  std::string last_delivery;  ///< when articles last arrived there, UTC; empty if never
  std::string problem;        ///< why it failed the last time; empty if it did not
};

/// Keys of a record of deliveries.
inline constexpr const char* kPlaceKey = "place";
inline constexpr const char* kLastDeliveryKey = "last_delivery";
inline constexpr const char* kProblemKey = "problem";

/// One for each place that the saved search delivers to. Throws Error (Damaged).
std::vector<AlertState> alert_states(const std::filesystem::path& archive,
                                     const SavedSearch& saved);

/// For code that replaces `query:NAME` by saved searches. `open` are the names being replaced,
/// outermost first. Throws Error (Usage) when `name` is among them, or there are kMaxSavedDepth of
/// them already.
void check_saved_depth(const std::vector<std::string>& open, std::string_view name);

/// What query::ParseOptions asks: the query of the saved search `name`. Throws Error (Usage). What
/// is parsed is itself the query of `inside`, saved or about to be; empty for none. Only searches
/// of `home` are found: an archive does not use those of its readers.
std::function<std::string(const std::vector<std::string>& open, std::string_view name)>
saved_queries(std::filesystem::path home, std::string inside = {});

/// The same for a query of a reader, who also has searches of their own: see home_of. `archive` is
/// not a home of theirs.
std::function<std::string(const std::vector<std::string>& open, std::string_view name)>
all_saved_queries(std::filesystem::path archive, std::string inside = {});

}  // namespace dateline
