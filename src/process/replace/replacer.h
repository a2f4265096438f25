// Replaces this process by a new one of the same program, without losing a query: the
// new one is handed all sockets and what is known, and this one goes on answering until
// the new one does. When the new one fails, nothing has happened.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "process/helper/helper.h"
#include "process/replace/replacement.h"

namespace rota::process {

class Replacer {
 public:
  using Part = Replacement::Part;
  using Limits = Replacement::Limits;
  using Done = Replacement::Done;

  Replacer(boost::asio::io_context& loop, Helper& helper, Part part, Limits limits);
  ~Replacer();  // ends a new process that is not ready yet

  void start(const Done& done);
  bool is_under_way() const;

 private:
  boost::asio::io_context& loop_;
  Helper& helper_;
  const Part part_;
  const Limits limits_;
  std::shared_ptr<Replacement> attempt_;
};

}  // namespace rota::process
