// SPDX-License-Identifier: GPL-2.0-or-later
// What is new is found by difference: all that matches now, without what was seen.
#include "searcher/alerts/alerts.h"

#include "common/archive/stored.h"
#include "common/disk/lock.h"
#include "common/errors.h"
#include "common/query/error.h"
#include "common/query/parser.h"
#include "searcher/alerts/delivered.h"
#include "searcher/alerts/target.h"
#include "searcher/export/selection.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

namespace dateline::alerts {
namespace fs = std::filesystem;
namespace {

/// Articles delivered at a time: bounds memory, and what a crash delivers again.
constexpr std::size_t kBatch = 1000;

constexpr std::chrono::milliseconds kSetPatience{10'000};

/// What the archive consists of, in the order of MatchKey::segment.
std::vector<std::string> parts_of(const Archive& archive) {
  std::vector<std::string> parts;
  for (const OpenSegment& open : archive.segments()) parts.push_back(open.segment.path);
  for (const auto& served : archive.served()) parts.push_back(served->served().database);
  return parts;
}

SearchRequest request_for(const SearchRequest& request, const std::string& query) {
  SearchRequest one;
  one.archive = request.archive;
  one.open = request.open;
  one.today = request.today;
  one.query = query;
  one.sort = Sort::Oldest;
  return one;
}

std::string id_at(const Selection& selection, const MatchKey& key) {
  return id_of(selection.archive, {key.segment, key.docid});
}

/// As if all that matches now had been delivered.
Delivered seen_now(const Selection& selection, const std::string& query) {
  Delivered delivered;
  delivered.query = query;
  for (const MatchKey& key : selection.keys) delivered.add(id_at(selection, key), false);
  return delivered;
}

/// All parts are seen now.
void close(Delivered& delivered, const Selection& selection) {
  delivered.read_as = selection.read_as;
  delivered.parts.clear();
  for (std::string& part : parts_of(selection.archive)) delivered.parts.insert(std::move(part));
}

Selection select_all(const SearchRequest& request, const SavedSearch& saved) {
  return select(request_for(request, saved.query), false);
}

/// Begins the alert anew: what matches now is not delivered.
void begin(const SearchRequest& request, const SavedSearch& saved, const Selection& selection) {
  Delivered delivered = seen_now(selection, saved.query);
  close(delivered, selection);
  write_delivered(delivered_file(request.archive, saved.name), delivered);
}

/// One alert, while it runs.
class Run {
 public:
  Run(const SearchRequest& request, const SavedSearch& saved, Report& report)
      : request_(request),
        saved_(saved),
        report_(report),
        file_(delivered_file(request.archive, saved.name)),
        target_(read_target(saved.deliver)),
        selection_(select(request_for(request, saved.query), true)) {
    check_owner();
  }

  void run() {
    auto before = read_delivered(file_);
    if (!before || before->query != saved_.query) {
      report_.begins = true;
      delivered_ = seen_now(selection_, saved_.query);
    } else {
      delivered_ = std::move(*before);
      deliver_new();
    }
    close(delivered_, selection_);
    write_delivered(file_, delivered_);
  }

 private:
  /// An archive may come from a stranger; its commands are not run by whoever adds to it.
  void check_owner() const {
    if (target_.way != Way::Command) return;
    const fs::path file = saved_file(request_.archive, saved_.name);
    struct stat about {};
    if (stat(file.c_str(), &about) == 0 && (about.st_uid == 0 || about.st_uid == geteuid())) return;
    throw Error(Exit::Usage, fmt::format("{} belongs to another user", file.string()),
                "a command is run only for who owns the file; save the search again");
  }

  void deliver_new() {
    const std::vector<std::string> parts = parts_of(selection_.archive);
    const bool same_query = delivered_.read_as == selection_.read_as;
    for (const MatchKey& key : selection_.keys) {
      if (same_query && delivered_.parts.contains(parts[key.segment])) continue;
      const std::string id = id_at(selection_, key);
      if (delivered_.has_seen(id)) continue;
      fresh_.push_back({id, record_of(selection_.archive, {key.segment, key.docid})});
      if (fresh_.size() == kBatch) deliver_fresh();
    }
    if (!fresh_.empty()) deliver_fresh();
  }

  void deliver_fresh() {
    deliver(target_, {fs::absolute(request_.archive).string(), selection_.archive.manifest().uuid,
                      saved_.name, saved_.query, utc_now(), fresh_, earlier()});
    for (const Parcel& parcel : fresh_) delivered_.add(parcel.id, true);
    write_delivered(file_, delivered_);
    report_.delivered += fresh_.size();
    fresh_.clear();
  }

  [[nodiscard]] std::vector<Parcel> earlier() const {
    std::vector<Parcel> all;
    if (target_.way != Way::Atom) return all;
    for (const std::string& id : delivered_.latest) {
      if (const auto found = locate(selection_.archive, id)) {
        all.push_back({id, record_of(selection_.archive, *found)});
      }
    }
    return all;
  }

  const SearchRequest& request_;
  const SavedSearch& saved_;
  Report& report_;
  fs::path file_;
  Target target_;
  Selection selection_;
  Delivered delivered_;
  std::vector<Parcel> fresh_;
};

std::string in_one_line(const Error& error) {
  const std::string cause = query::located(error);
  return error.hint().empty() ? cause : fmt::format("{}; {}", cause, error.hint());
}

/// Reads the query as that of the search of its name, which it may not lead back to. Throws
/// QueryError.
void check_query(const SearchRequest& request, const SavedSearch& saved) {
  query::ParseOptions options;
  options.today = request.today;
  options.saved = saved_queries(request.archive, saved.name);
  query::parse(saved.query, options);
}

/// Does the query of the saved search `user` name the other, as query:NAME?
bool uses(const SearchRequest& request, const std::string& user, const std::string& other) {
  bool found = false;
  query::ParseOptions options;
  options.today = request.today;
  options.saved = [&](const std::vector<std::string>&, std::string_view name) {
    found |= name == other;
    return std::string("any");  // word, in the place of its query
  };
  try {
    query::parse(read_saved(request.archive, user).query, options);
  } catch (const Error&) {
    // What cannot be read to its end may name it before.
  }
  return found;
}

/// The other saved searches that name this one.
std::vector<std::string> users_of(const SearchRequest& request, const std::string& name) {
  std::vector<std::string> users;
  for (const std::string& other : saved_names(request.archive)) {
    if (other != name && uses(request, other, name)) users.push_back(other);
  }
  return users;
}

bool is_saved(const fs::path& archive, const std::string& name) {
  const std::vector<std::string> names = saved_names(archive);
  return std::find(names.begin(), names.end(), name) != names.end();
}

disk::WriteLock lock(const fs::path& archive, std::chrono::milliseconds patience) {
  read_manifest(archive);  // a clear error where there is none
  fs::create_directories(archive / kAlertsDirectory);
  return {archive / kAlertsDirectory, patience};
}

/// The query, and in it what the request asks besides.
std::string written_out(const SearchRequest& request) {
  read_query(request);  // refuses dates that are none
  std::string query = request.query;
  if (request.require_all) {
    query::ParseOptions options{request.today};
    options.saved = saved_queries(request.archive);
    query = query::with_all_required(query, options);
  }
  if (!request.from.empty()) query += fmt::format(" date:\"since {}\"", request.from);
  if (!request.to.empty()) query += fmt::format(" date:\"until {}\"", request.to);
  return query;
}

}  // namespace

void save(const SearchRequest& request, const std::string& name, bool replace) {
  const disk::WriteLock held = lock(request.archive, kSetPatience);
  SavedSearch saved{name, request.query, ""};
  if (is_saved(request.archive, name)) {
    if (!replace) {
      throw Error(Exit::Usage, fmt::format("a search is saved as '{}' already", name),
                  "take another name, or --replace it");
    }
    saved.deliver = read_saved(request.archive, name).deliver;
  }
  if (saved.query.empty()) {
    throw Error(Exit::Usage, "there is no query to save",
                "give it behind the name: dateline-search save ARCHIVE NAME QUERY");
  }
  check_query(request, saved);
  saved.query = written_out(request);
  // Plans the query, or throws. An alert also needs to know what it finds now.
  const Selection selection = select_all(request, saved);
  write_saved(request.archive, saved);
  if (!saved.deliver.empty()) begin(request, saved, selection);
}

std::string problem_of(const SearchRequest& request, const SavedSearch& saved) {
  try {
    check_query(request, saved);
    return "";
  } catch (const Error& error) {
    return in_one_line(error);
  }
}

void forget(const SearchRequest& request, const std::string& name) {
  const disk::WriteLock held = lock(request.archive, kSetPatience);
  const std::vector<std::string> users = users_of(request, name);
  if (!users.empty() && is_saved(request.archive, name)) {
    throw Error(Exit::Usage,
                fmt::format("'{}' is part of the saved {}", name, fmt::join(users, ", ")),
                fmt::format("forget that first, or save it again without query:{}", name));
  }
  forget_saved(request.archive, name);
}

void set_alert(const SearchRequest& request, const std::string& name, const std::string& to) {
  const disk::WriteLock held = lock(request.archive, kSetPatience);
  SavedSearch saved = read_saved(request.archive, name);
  const bool was_alert = !saved.deliver.empty();
  if (to.empty()) {
    saved.deliver.clear();
    write_saved(request.archive, saved);
    fs::remove(delivered_file(request.archive, name));
    return;
  }
  const Target target = read_target(to);
  check_target(target);
  saved.deliver = absolute_text(target);
  // Another place for the same alert goes on where the old one stopped.
  if (!was_alert) begin(request, saved, select_all(request, saved));
  write_saved(request.archive, saved);
}

std::vector<Report> deliver_all(const SearchRequest& request, std::chrono::milliseconds patience) {
  std::vector<Report> reports;
  if (saved_names(request.archive).empty()) return reports;
  const disk::WriteLock held = lock(request.archive, patience);
  SearchRequest without_servers = request;
  // They hold nothing new, so no alert need fail when one does not answer.
  without_servers.open.partial = true;
  for (const std::string& name : saved_names(request.archive)) {
    Report report;
    report.name = name;
    try {
      const SavedSearch saved = read_saved(request.archive, name);
      if (saved.deliver.empty()) continue;
      report.deliver = saved.deliver;
      Run(without_servers, saved, report).run();
    } catch (const Error& error) {
      report.problem = in_one_line(error);
    } catch (const std::filesystem::filesystem_error& error) {
      report.problem = error.what();
    } catch (const Xapian::Error& error) {
      report.problem = error.get_description();
    }
    reports.push_back(std::move(report));
  }
  return reports;
}

}  // namespace dateline::alerts
