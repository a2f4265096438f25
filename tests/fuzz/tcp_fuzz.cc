// A stream of queries over TCP, cut into pieces anywhere: whatever the pieces, the same
// messages are found in it, and the same replies come out. The first octets say where.
// Ids: P-61 C-07
#include <memory>
#include <vector>

#include "serve/listeners/tcp_buffers.h"
#include "support/odd_world.h"
#include "support/require.h"

using namespace rota;
using test::require;
using Octets = std::vector<std::uint8_t>;

namespace {

struct Talk {
  Octets replies;
  bool met_nonsense = false;
};

// As a connection uses its buffers: what is not whole waits for the next piece.
class Client {
 public:
  explicit Client(Published<snapshot::Snapshot>& source) : answerer_(source, Dice(1), test::some_counters()) {
    answerer_.look();
    buffers_->tell(seconds(8));
  }

  Talk talk(Bytes stream, Bytes cuts) {
    Talk out;
    Octets waiting;
    std::size_t cut = 0;
    while (!stream.empty() && !out.met_nonsense) {
      const std::size_t piece =
          cuts.empty() ? stream.size() : cuts[cut++ % cuts.size()] % 32 + std::size_t{1};
      const Bytes next = stream.first(std::min(piece, stream.size()));
      waiting.insert(waiting.end(), next.begin(), next.end());
      stream = stream.subspan(next.size());
      answer(waiting, out);
    }
    return out;
  }

 private:
  void answer(Octets& waiting, Talk& out) {
    do {
      buffers_->clear();
      const std::size_t done = buffers_->answer(waiting, from_);
      require(done <= waiting.size(), "no more is done with than there was");
      waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(done));
      out.replies.insert(out.replies.end(), buffers_->output().begin(), buffers_->output().end());
      out.met_nonsense = out.met_nonsense || buffers_->met_nonsense();
    } while (buffers_->is_full() && !out.met_nonsense);
  }

  const Address from_ = *parse_address("192.0.2.99");
  serve::Answerer answerer_;
  std::unique_ptr<serve::TcpBuffers> buffers_ =
      std::make_unique<serve::TcpBuffers>(answerer_, test::over(test::Transport::tcp));
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Published<snapshot::Snapshot> source;
  static const bool published = [] {
    auto service = test::odd_service();
    service.cookies.secrets.clear();  // a cookie tells the second it was made in
    source.publish(test::make_snapshot(test::odd_zones(), test::odd_pools(), service));
    return true;
  }();
  if (!published || size < 4) return 0;
  const Bytes cuts(data, 3), stream(data + 3, size - 3);
  // Each from the same turns and dice.
  const Talk whole = Client(source).talk(stream, {});
  const Talk pieces = Client(source).talk(stream, cuts);
  require(whole.replies == pieces.replies, "the pieces change no reply");
  require(whole.met_nonsense == pieces.met_nonsense, "nor what is taken for a query");
  return 0;
}
