// TLS of Boost.Asio, compiled here once: only servers of tests speak it with Asio.
#include <boost/asio/ssl/impl/src.hpp>
