// SPDX-License-Identifier: GPL-2.0-or-later
// The library functions that save, saved, forget, alert and deliver call.
#include "tests/threads/keeper.h"

#include "common/archive/saved_searches.h"
#include "common/disk/file.h"
#include "common/errors/errors.h"
#include "searcher/alerts/alerts.h"

#include <algorithm>
#include <chrono>
#include <sstream>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace test {
namespace {

using namespace dateline;

constexpr const char* kShared = "shared";
constexpr const char* kNew = "new";
/// What threads save as kShared.
const std::string kEither[] = {"minister OR plan", "minister w/9 plan OR Syria"};

void expect(bool holds, const std::string& what) {
  if (!holds) throw std::runtime_error(what);
}

/// As a user does who is told that another process writes.
template <typename Work>
void until_free(Work work) {
  for (;;) {
    try {
      return work();
    } catch (const Error& error) {
      if (error.code() != Code::Locked) throw;
    }
  }
}

bool is_saved(const std::filesystem::path& archive, const std::string& name) {
  const std::vector<std::string> names = saved_names(archive);
  return std::find(names.begin(), names.end(), name) != names.end();
}

std::string target_in(const std::filesystem::path& archive, const std::string& name) {
  return fmt::format("jsonl:{}/{}.jsonl", archive.parent_path().string(), name);
}

}  // namespace

Keeper::Keeper(std::filesystem::path archive) : archive_(std::move(archive)) {
  for (const std::string name : {kShared, kNew}) {
    alerts::save(about("minister OR plan"), name, /*replace=*/false);
    alerts::add_alert(about(""), name, target_in(archive_, name));
  }
}

void Keeper::act(int thread, int pass) const {
  const std::string own = fmt::format("own-{}", thread);
  const std::string query = fmt::format("minister w/{} plan", pass + 2);
  const std::string& shared = kEither[(thread + pass) % 2];
  const std::string gone = fmt::format("gone-{}", thread);
  until_free([&] { alerts::save(about(query), own, /*replace=*/true); });
  until_free([&] { alerts::save(about(shared), kShared, /*replace=*/true); });
  until_free([&] { alerts::save(about("Syria"), gone, /*replace=*/false); });
  list();
  until_free([&] { alerts::forget(about(""), gone); });
  expect(!is_saved(archive_, gone), gone + " is not forgotten");
  const std::string to = target_in(archive_, own);
  if (thread % 4 == 0) until_free([&] { alerts::add_alert(about(""), own, to); });
  if (thread % 4 == 1) deliver();
  const SavedSearch saved = read_saved(archive_, own);
  expect(saved.query == query, own + " has another query: " + saved.query);
  const std::vector<std::string> places =
      thread % 4 == 0 ? std::vector<std::string>{to} : std::vector<std::string>();
  expect(saved.deliver == places,
         fmt::format("{} delivers to {} places", own, saved.deliver.size()));
}

std::set<std::string> Keeper::delivered() const {
  deliver();
  std::set<std::string> ids;
  std::istringstream lines(disk::read_file(archive_.parent_path() / "new.jsonl"));
  for (std::string line; std::getline(lines, line);) {
    const std::string id = nlohmann::json::parse(line).at("id");
    expect(ids.insert(id).second, id + " was delivered twice");
  }
  return ids;
}

SearchRequest Keeper::about(const std::string& query) const {
  SearchRequest request;
  request.archive = archive_;
  request.today = *make_date(2020, 6, 15);
  request.query = query;
  return request;
}

/// Each search is as somebody saved it, or just being forgotten.
void Keeper::list() const {
  for (const std::string& name : saved_names(archive_)) {
    try {
      const SavedSearch saved = read_saved(archive_, name);
      const auto problem = alerts::problem_of(about(""), archive_, saved);
      expect(!problem || name == kUnreadable, name + " cannot be read: " + saved.query);
      if (name != kShared) continue;
      expect(std::count(std::begin(kEither), std::end(kEither), saved.query) == 1,
             name + " is half written: " + saved.query);
      expect(saved.deliver == std::vector<std::string>{target_in(archive_, name)},
             name + " is no alert any more");
    } catch (const Error& error) {
      const bool is_gone = error.code() == Code::Usage && name.starts_with("gone-");
      expect(is_gone, fmt::format("{}: {}", name, error.what()));
    }
  }
}

void Keeper::deliver() const {
  until_free([&] {
    alerts::deliver_all(about(""), std::chrono::seconds(10), /*of_archive_only=*/true,
                        [](const alerts::Report& report) {
                          expect(!report.failure,
                                 report.failure ? report.name + ": " + report.failure->what() : "");
                        });
  });
}

}  // namespace test
