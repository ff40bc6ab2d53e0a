// SPDX-License-Identifier: GPL-2.0-or-later
// The verbs of an engine.
#include "tests/bench/versus/protocol.h"

#include <chrono>
#include <exception>
#include <iostream>
#include <sstream>
#include <stdexcept>

#include <fmt/format.h>

namespace dateline::bench {
namespace {

std::string timed(const Answering& answering, const std::string& line) {
  const auto start = std::chrono::steady_clock::now();
  Request request;
  std::istringstream fields(line);
  for (std::string* field : {&request.operation, &request.from, &request.to, &request.words}) {
    std::getline(fields, *field, '\t');
  }
  const std::string answer = answering(request);
  const auto spent = std::chrono::steady_clock::now() - start;
  return fmt::format("{}\t{}\n",
                     std::chrono::duration_cast<std::chrono::nanoseconds>(spent).count(), answer);
}

}  // namespace

int run_engine(int argc, char** argv,
               const std::function<void(const std::string&, const std::string&)>& index,
               const std::function<Answering(const std::string&)>& open) {
  try {
    const std::string verb = argc > 1 ? argv[1] : "";
    if (verb == "index" && argc == 4) {
      index(argv[2], argv[3]);
    } else if (verb == "once" && argc == 4) {
      std::cout << timed(open(argv[2]), argv[3]);
    } else if (verb == "serve" && argc == 3) {
      const Answering answering = open(argv[2]);
      std::cout << "ready" << std::endl;
      for (std::string line; std::getline(std::cin, line);) {
        std::cout << timed(answering, line) << std::flush;
      }
    } else {
      throw std::runtime_error("usage: index CORPUS DIR | serve DIR | once DIR REQUEST");
    }
    return 0;
  } catch (const std::exception& e) {
    std::cerr << argv[0] << ": " << e.what() << '\n';
    return 1;
  }
}

}  // namespace dateline::bench
