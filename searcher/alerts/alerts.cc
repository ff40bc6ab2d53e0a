// SPDX-License-Identifier: GPL-2.0-or-later
// New articles are found by difference: all matches now, minus what was seen.
#include "searcher/alerts/alerts.h"

#include "common/archive/lookup.h"
#include "common/archive/trust.h"
#include "common/disk/file.h"
#include "common/disk/lock.h"
#include "common/engine/query/parser.h"
#include "common/errors/errors.h"
#include "common/errors/failure.h"
#include "common/fields/record.h"
#include "searcher/alerts/delivered.h"
#include "searcher/alerts/target.h"
#include "searcher/export/selection.h"

#include <algorithm>
#include <exception>
#include <system_error>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <xapian.h>

namespace dateline::alerts {
namespace fs = std::filesystem;
namespace {

constexpr std::chrono::milliseconds kSetPatience{10'000};

/// The databases that servers have.
std::set<std::string> served_parts(const Manifest& manifest) {
  std::set<std::string> parts;
  for (const Shard& shard : manifest.shards) {
    if (shard.served) parts.insert(shard.served->database);
  }
  return parts;
}

/// Is it a database on servers, not a path?
bool was_served(const std::string& part) {
  return part.find('/') == std::string::npos;
}

/// Of the archive, which uses no searches of its readers, or of a reader.
bool is_of_archive(const SearchRequest& request, const fs::path& home) {
  return home == request.archive;
}

/// The search of that home.
SearchRequest request_for(const SearchRequest& request, const fs::path& home,
                          const std::string& query) {
  SearchRequest one;
  if (is_of_archive(request, home)) one.saved_home = home;
  one.archive = request.archive;
  one.open = request.open;
  one.today = request.today;
  one.limits = request.limits;
  one.query = query;
  one.sort = Sort::Oldest;
  return one;
}

/// All matches now. New articles are never on servers, so no alert fails because of one, or of
/// queries that servers cannot answer.
struct MatchesHere {
  MatchesHere(const SearchRequest& request, const fs::path& home, const SavedSearch& saved,
              bool in_order)
      : MatchesHere(here(request, home, saved), in_order) {}

  [[nodiscard]] const Archive& archive() const { return searcher.archive(); }
  [[nodiscard]] std::string id_at(const MatchKey& key) const {
    return id_of(archive(), {key.segment, key.docid});
  }

  Searcher searcher;
  Selection selection;

 private:
  MatchesHere(const SearchRequest& request, bool in_order)
      : searcher(searcher_for(request)), selection(select(request, in_order, searcher)) {}

  static SearchRequest here(const SearchRequest& request, const fs::path& home,
                            const SavedSearch& saved) {
    SearchRequest one = request_for(request, home, saved.query);
    one.open.without_servers = true;
    return one;
  }
};

/// As if all current matches had been delivered.
Delivered seen_now(const MatchesHere& matches, const std::string& query) {
  Delivered delivered;
  delivered.query = query;
  for (const MatchKey& key : matches.selection.keys) delivered.add(matches.id_at(key), false);
  return delivered;
}

/// All parts count as seen as of `when`.
void close(Delivered& delivered, const MatchesHere& matches, const Date& when) {
  delivered.read_as = matches.selection.read_as;
  delivered.as_of = sortable(when);
  delivered.parts = served_parts(matches.archive().manifest());
  for (const OpenSegment& open : matches.archive().segments()) {
    delivered.parts.insert(open.segment.path);
  }
}

/// Starts the alert to these places over: what matches now is not delivered.
void begin(const SearchRequest& request, const fs::path& home, const SavedSearch& saved,
           const std::vector<std::string>& places) {
  const Date now = utc_now();
  const MatchesHere matches(request, home, saved, /*in_order=*/false);
  Delivered delivered = seen_now(matches, saved.query);
  close(delivered, matches, now);
  for (const std::string& place : places) {
    delivered.place = place;
    write_delivered(delivered_file(home, saved.name, place), delivered);
  }
}

/// One alert, while it runs.
class Run {
 public:
  Run(const SearchRequest& request, const fs::path& home, const SavedSearch& saved, Report& report)
      : request_(request),
        saved_(saved),
        report_(report),
        file_(delivered_file(home, saved.name, report.deliver)),
        target_(read_target(report.deliver)),
        now_(utc_now()),
        matches_(request, home, saved, /*in_order=*/true) {}

  void run() {
    auto before = read_delivered(file_);
    const std::string missing = missing_shard();
    if (!before || before->query != saved_.query) {
      // Once it is back, everything in it would be new.
      if (!missing.empty()) throw Error(Code::Unreachable, missing);
      report_.begins = true;
      delivered_ = seen_now(matches_, saved_.query);
    } else {
      delivered_ = std::move(*before);
      deliver_new();
    }
    close(delivered_, matches_, now_);
    delivered_.place = report_.deliver;
    delivered_.problem = missing;
    write_delivered(file_, delivered_);
    report_.missing = missing;
  }

 private:
  void deliver_new() {
    const bool same_query = delivered_.read_as == matches_.selection.read_as;
    const bool some_came_back = some_came_back_from_servers();
    for (const MatchKey& key : matches_.selection.keys) {
      const std::string& part = matches_.archive().segments()[key.segment].segment.path;
      if (same_query && delivered_.parts.contains(part)) continue;
      const std::string id = matches_.id_at(key);
      if (delivered_.has_seen(id)) continue;
      std::string record = record_of(matches_.archive(), {key.segment, key.docid});
      if (some_came_back && was_ingested_before(record)) {
        delivered_.add(id, false);
        continue;
      }
      fresh_.push_back({id, std::move(record)});
      if (fresh_.size() == target_.batch()) deliver_fresh();
    }
    if (!fresh_.empty()) deliver_fresh();
  }

  /// What part of the archive could not be searched; empty if all could.
  [[nodiscard]] std::string missing_shard() const {
    const std::vector<MissingShard>& all = matches_.archive().missing();
    if (all.empty()) return "";
    return fmt::format("shard {} was not searched: {}", all.front().name, all.front().reason);
  }

  /// Shards that were on servers last time were not searched, so their articles were not seen. That
  /// does not make them new once they are here again.
  [[nodiscard]] bool some_came_back_from_servers() const {
    const std::set<std::string> now = served_parts(matches_.archive().manifest());
    return std::any_of(
        delivered_.parts.begin(), delivered_.parts.end(),
        [&](const std::string& part) { return was_served(part) && !now.contains(part); });
  }

  [[nodiscard]] bool was_ingested_before(const std::string& record) const {
    return sortable(article_from_record(record).ingested) < delivered_.as_of;
  }

  void deliver_fresh() {
    deliver(target_, {fs::absolute(request_.archive).string(), matches_.archive().manifest().uuid,
                      saved_.name, saved_.query, utc_now(), fresh_, earlier()});
    for (const Parcel& parcel : fresh_) delivered_.add(parcel.id, true);
    delivered_.place = report_.deliver;
    delivered_.last_delivery = iso(utc_now());
    write_delivered(file_, delivered_);
    report_.delivered += fresh_.size();
    fresh_.clear();
  }

  [[nodiscard]] std::vector<Parcel> earlier() const {
    std::vector<Parcel> all;
    if (target_.way != Way::Atom) return all;
    for (const std::string& id : delivered_.latest) {
      if (const auto found = locate(matches_.archive(), id)) {
        all.push_back({id, record_of(matches_.archive(), *found)});
      }
    }
    return all;
  }

  const SearchRequest& request_;
  const SavedSearch& saved_;
  Report& report_;
  fs::path file_;
  Target target_;
  Date now_;
  MatchesHere matches_;
  Delivered delivered_;
  std::vector<Parcel> fresh_;
};

/// Reads the query as that of the saved search, to which it must not lead back. Throws QueryError.
void check_query(const SearchRequest& request, const fs::path& home, const SavedSearch& saved) {
  query::ParseOptions options;
  options.today = request.today;
  options.saved = is_of_archive(request, home) ? saved_queries(home, saved.name)
                                               : all_saved_queries(request.archive, saved.name);
  query::parse(saved.query, options);
}

/// Does the query of the saved search `user` name the other, as query:NAME?
bool uses(const SearchRequest& request, const fs::path& home, const std::string& user,
          const std::string& other) {
  bool found = false;
  query::ParseOptions options;
  options.today = request.today;
  options.saved = [&](const std::vector<std::string>&, std::string_view name) {
    found |= name == other;
    return std::string("any");  // word, instead of its query
  };
  try {
    query::parse(read_saved(home, user).query, options);
  } catch (const Error&) {
    // What cannot be fully read may name it before the error.
  }
  return found;
}

/// The other saved searches that name this one.
std::vector<std::string> users_of(const SearchRequest& request, const fs::path& home,
                                  const std::string& name) {
  std::vector<std::string> users;
  for (const std::string& other : saved_names(home)) {
    if (other != name && uses(request, home, other, name)) users.push_back(other);
  }
  return users;
}

bool is_saved(const fs::path& archive, const std::string& name) {
  const std::vector<std::string> names = saved_names(archive);
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// Throws Error (Usage) if the archive may not deliver.
void expect_trust(const fs::path& archive) {
  if (is_trusted(archive, read_manifest(archive).uuid)) return;
  throw Error(Code::Usage,
              fmt::format("you have neither made nor trusted {}, so its alerts are not delivered",
                          archive.string()),
              fmt::format("if you trust its maker, run: {}", trust_command(archive)));
}

bool is_alert(const fs::path& archive, const std::string& name) {
  try {
    return !read_saved(archive, name).deliver.empty();
  } catch (const Error&) {
    return true;  // perhaps; running it reports what is wrong
  }
}

/// For `status`. What cannot be recorded is in the report all the same.
void note_problem(const fs::path& home, const Report& report, const Error& problem) {
  (void)failure_of([&] {
    const fs::path file = delivered_file(home, report.name, report.deliver);
    auto delivered = read_delivered(file);
    if (!delivered || delivered->problem == problem.what()) return;
    delivered->place = report.deliver;
    delivered->problem = problem.what();
    write_delivered(file, *delivered);
  });
}

disk::WriteLock lock(const SearchRequest& request, const fs::path& home,
                     std::chrono::milliseconds patience) {
  read_manifest(request.archive);  // a clear error if there is none
  const fs::path directory = alerts_directory(home);
  try {
    disk::make_directories(directory);
  } catch (const std::system_error& error) {
    throw Error(code_of(error.code().value()),
                fmt::format("searches cannot be saved in {}: {}", directory.string(),
                            error.code().message()));
  }
  return {directory, patience};
}

/// The query, including what else the request asks for.
std::string written_out(const SearchRequest& request) {
  read_query(request);  // refuses invalid dates
  std::string query = request.query;
  if (request.form) {
    query = fmt::format("{}({})", *request.form == query::Form::Stem ? "forms" : "exact", query);
  }
  if (request.reading == query::Reading::Any) query = fmt::format("any({})", query);
  if (!request.from.empty()) query += fmt::format(" date:\"since {}\"", request.from);
  if (!request.to.empty()) query += fmt::format(" date:\"until {}\"", request.to);
  if (!request.languages.empty()) {
    query += fmt::format(" (lang:{})", fmt::join(request.languages, " OR lang:"));
  }
  return query;
}

}  // namespace

void save(const SearchRequest& request, const std::string& name, bool replace) {
  read_manifest(request.archive);
  const fs::path home = home_to_save_in(request.archive);
  const disk::WriteLock held = lock(request, home, kSetPatience);
  SavedSearch saved{name, request.query};
  if (is_saved(home, name)) {
    if (!replace) {
      throw Error(Code::Usage, fmt::format("a search is already saved as '{}'", name),
                  {"choose another name", Setting::Replace});
    }
    saved.deliver = read_saved(home, name).deliver;
  }
  if (saved.query.empty()) {
    throw Error(Code::Usage, "there is no query to save",
                "put it after the name: dateline-search save ARCHIVE NAME QUERY");
  }
  check_query(request, home, saved);
  saved.query = written_out(request);
  if (!saved.deliver.empty()) {
    begin(request, home, saved, saved.deliver);
  } else {
    const SearchRequest plain = request_for(request, home, saved.query);
    Searcher searcher = searcher_for(plain);
    select(plain, false, searcher);  // plans the query, or throws
  }
  write_saved(home, saved);
}

std::optional<Error> problem_of(const SearchRequest& request, const fs::path& home,
                                const SavedSearch& saved) {
  return failure_of([&] { check_query(request, home, saved); });
}

void forget(const SearchRequest& request, const std::string& name) {
  const fs::path home = home_of(request.archive, name);
  const disk::WriteLock held = lock(request, home, kSetPatience);
  const std::vector<std::string> users = users_of(request, home, name);
  if (!users.empty() && is_saved(home, name)) {
    throw Error(Code::Usage,
                fmt::format("'{}' is part of the saved {}", name, fmt::join(users, ", ")),
                fmt::format("forget that first, or save it again without query:{}", name));
  }
  forget_saved(home, name);
}

namespace {

/// Those that `off` names, or all. Throws Error (Usage) when it is not one of them.
std::vector<std::string> places_to_end(const SavedSearch& saved, const std::string& off) {
  if (off.empty()) return saved.deliver;
  const std::string place = text_of(settled(read_target(off)));
  for (const std::string& one : {off, place}) {
    if (std::find(saved.deliver.begin(), saved.deliver.end(), one) != saved.deliver.end()) {
      return {one};
    }
  }
  throw Error(Code::Usage, fmt::format("'{}' does not deliver to {}", saved.name, place),
              saved.deliver.empty()
                  ? "it delivers nowhere"
                  : fmt::format("it delivers to {}", fmt::join(saved.deliver, ", ")));
}

/// A record from before records named their place gets that of the search's only one.
void name_places(const fs::path& home, const SavedSearch& saved) {
  for (const std::string& place : saved.deliver) {
    const fs::path file = delivered_file(home, saved.name, place);
    auto delivered = read_delivered(file);
    if (!delivered || delivered->place == place) continue;
    delivered->place = place;
    write_delivered(file, *delivered);
  }
}

}  // namespace

void add_alert(const SearchRequest& request, const std::string& name, const std::string& to) {
  const fs::path home = home_of(request.archive, name);
  const disk::WriteLock held = lock(request, home, kSetPatience);
  SavedSearch saved = read_saved(home, name);
  if (is_of_archive(request, home)) expect_trust(request.archive);
  const Target target = settled(read_target(to));
  check_target(target);
  const std::string place = text_of(target);
  if (std::find(saved.deliver.begin(), saved.deliver.end(), place) != saved.deliver.end()) return;
  name_places(home, saved);
  begin(request, home, saved, {place});
  saved.deliver.push_back(place);
  write_saved(home, saved);
}

void end_alert(const SearchRequest& request, const std::string& name, const std::string& to) {
  const fs::path home = home_of(request.archive, name);
  const disk::WriteLock held = lock(request, home, kSetPatience);
  SavedSearch saved = read_saved(home, name);
  name_places(home, saved);
  const std::vector<std::string> ended = places_to_end(saved, to);
  std::vector<fs::path> records;
  for (const std::string& place : ended) {
    records.push_back(delivered_file(home, name, place));
    std::erase(saved.deliver, place);
  }
  write_saved(home, saved);
  for (const fs::path& record : records) disk::remove_file(record);
}

namespace {

/// The homes whose alerts this process may run. Those of an archive are for who may write there.
std::vector<fs::path> homes_to_deliver(const SearchRequest& request, bool of_archive_only) {
  if (of_archive_only) return {request.archive};
  std::vector<fs::path> homes = saved_homes(request.archive);
  if (homes.size() > 1 && !may_save_in(request.archive)) homes.pop_back();
  return homes;
}

void deliver_home(const SearchRequest& request, const fs::path& home,
                  std::chrono::milliseconds patience,
                  const std::function<void(const Report&)>& on_report) {
  const std::vector<std::string> names = saved_names(home);
  if (std::none_of(names.begin(), names.end(),
                   [&](const std::string& name) { return is_alert(home, name); })) {
    return;
  }
  if (is_of_archive(request, home)) expect_trust(request.archive);
  const disk::WriteLock held = lock(request, home, patience);
  SearchRequest patient = request;
  // A damaged shard does not block new articles in others, and is reported.
  patient.open.partial = true;
  for (const std::string& name : saved_names(home)) {
    Report report;
    report.name = name;
    SavedSearch saved;
    if (const auto failure = failure_of([&] { saved = read_saved(home, name); })) {
      report.failure = *failure;
      on_report(report);
      continue;
    }
    for (const std::string& place : saved.deliver) {
      report = Report();
      report.name = name;
      report.deliver = place;
      try {
        Run(patient, home, saved, report).run();
      } catch (...) {
        report.failure = failure_of(std::current_exception());
        note_problem(home, report, *report.failure);
      }
      on_report(report);
    }
  }
}

}  // namespace

void deliver_all(const SearchRequest& request, std::chrono::milliseconds patience,
                 bool of_archive_only, const std::function<void(const Report&)>& on_report) {
  for (const fs::path& home : homes_to_deliver(request, of_archive_only)) {
    deliver_home(request, home, patience, on_report);
  }
}

}  // namespace dateline::alerts
