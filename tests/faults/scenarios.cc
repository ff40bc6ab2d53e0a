// SPDX-License-Identifier: GPL-2.0-or-later
// Few articles, and every kind of change.
#include "tests/faults/scenarios.h"

#include <random>
#include <stdexcept>

#include <fmt/format.h>

namespace faults {
namespace {

std::string line(const std::string& id, const std::string& date, const std::string& headline,
                 const std::string& body) {
  return fmt::format(
      R"({{"id":"{}","headline":"{}","date":"{}","source":"The Valley Echo","body":"{}"}})"
      "\n",
      id, headline, date, body);
}

/// A text that no other has a sentence of. Half of an article must be another's for one story.
std::string report(unsigned number) {
  std::mt19937 random(number);
  std::string text;
  for (int sentence = 0; sentence < 15; ++sentence) {
    text += "The";
    for (int word = 0; word < 10; ++word) {
      text += ' ';
      for (int letter = 0; letter < 6; ++letter) text += static_cast<char>('a' + random() % 26);
    }
    text += ". ";
  }
  return text;
}

const std::string kDam = report(1);
const std::string kMine = report(2);

/// One article.
std::string first(int number) {
  const std::string bodies[] = {"The river rose on Thursday and the quay was closed.",
                                kDam,
                                "The ferry was late on the river because of fog.",
                                kMine,
                                "A market opened on the quay beside the old ferry.",
                                "The council debates the price of bread and of salt.",
                                "Rain stopped the harvest for the third week."};
  return line(fmt::format("p{}", number), fmt::format("2018-03-{:02}", number + 1),
              fmt::format("Headline {}", number), bodies[number]);
}

/// A correction, a new shard, an article that unites the stories of two, and a line that is none.
std::string more() {
  return line("o0", "2017-03-01", "Old, corrected",
              "The river rose on Friday and the quay was closed.") +
         line("q1", "2018-02-02", "Both", kDam + kMine) +
         line("q2", "2019-01-10", "Another year", "A flood of letters reached the ferry.") +
         "{\"broken\": \n";
}

Command add(const World& world, const std::string& input) {
  return index({"add", world.archive(), input, "--jobs", "1"});
}

/// Seven segments in one shard, so that the next run merges, and one in another.
void seven(World& world) {
  for (int i = 0; i < 7; ++i) {
    std::string lines = first(i);
    if (i == 0) lines += line("o0", "2017-03-01", "Old", "The river was low, and the quay dry.");
    world.must(add(world, world.input(fmt::format("{}.jsonl", i), lines)));
  }
}

void with_alerts(World& world) {
  seven(world);
  const std::pair<const char*, std::string> ways[] = {{"a", "jsonl:" + world.path("out.jsonl")},
                                                      {"b", "atom:" + world.path("out.atom")},
                                                      {"c", "maildir:" + world.path("mail")}};
  for (const auto& [name, to] : ways) {
    world.must(search({"save", world.archive(), name, "ferry OR quay"}));
    world.must(search({"alert", world.archive(), name, "--to", to}));
  }
}

void moved(World& world) {
  make_archive(world);
  world.must(index({"shard", "move", world.archive(), "2018", world.path("copy")}));
}

void attached(World& world) {
  moved(world);
  world.serve("copy");
  world.must(index({"shard", "attach", world.archive(), "2018", world.server()}));
}

std::vector<Scenario> all() {
  std::vector<Scenario> all;
  all.push_back({"create",
                 [](World&) {},
                 [](const World& world) {
                   return index({"create", world.archive()});
                 },
                 {0},
                 {0, 2}});
  all.push_back(
      {"first add", [](World&) {},
       [](const World& world) { return add(world, world.input("1.jsonl", first(0) + first(1))); }});
  all.push_back({"add",
                 seven,
                 [](const World& world) { return add(world, world.input("more.jsonl", more())); },
                 {1},
                 {0, 1}});
  all.push_back({"add with alerts",
                 with_alerts,
                 [](const World& world) { return add(world, world.input("more.jsonl", more())); },
                 {1},
                 {0, 1}});
  all.push_back({"delete by id",
                 make_archive,
                 [](const World& world) {
                   return index({"delete", world.archive(), "--id", "p2"});
                 },
                 {0},
                 {0, 1}});
  all.push_back({"delete by query",
                 make_archive,
                 [](const World& world) {
                   return index({"delete", world.archive(), "--query", "quay OR letters"});
                 },
                 {0},
                 {0, 1}});
  all.push_back({"compact", make_archive, [](const World& world) {
                   return index({"compact", world.archive()});
                 }});
  all.push_back({"shard move",
                 make_archive,
                 [](const World& world) {
                   return index({"shard", "move", world.archive(), "2018", world.path("copy")});
                 },
                 {0},
                 {0, 2}});
  all.push_back({"shard attach",
                 [](World& world) {
                   moved(world);
                   world.serve("copy");
                 },
                 [](const World& world) {
                   return index({"shard", "attach", world.archive(), "2018", world.server()});
                 }});
  all.push_back({"shard detach",
                 attached,
                 [](const World& world) {
                   return index({"shard", "detach", world.archive(), "2018"});
                 },
                 {0},
                 {0, 2}});
  all.push_back({"deliver",
                 [](World& world) {
                   with_alerts(world);
                   // What sets no alert off: the archive is filled behind their backs.
                   const std::string beside = world.path("archive") + "/alerts";
                   std::filesystem::rename(beside, world.path("alerts"));
                   const std::string input = world.input("more.jsonl", more());
                   if (world.run(add(world, input)).exit_code != 1) {
                     throw std::runtime_error("the last line is no reject");
                   }
                   std::filesystem::remove_all(beside);
                   std::filesystem::rename(world.path("alerts"), beside);
                 },
                 [](const World& world) {
                   return search({"deliver", world.archive()});
                 }});
  return all;
}

}  // namespace

const std::vector<Scenario>& scenarios() {
  static const std::vector<Scenario> list = all();
  return list;
}

void make_archive(World& world) {
  seven(world);
  world.run(add(world, world.input("more.jsonl", more())));
  world.must(
      add(world, world.input("8.jsonl", line("q3", "2019-02-02", "Bridge",
                                             "The bridge over "
                                             "the river is open again, says the council."))));
  world.must(index({"delete", world.archive(), "--id", "p6"}));
}

}  // namespace faults
