// Boost.Asio is compiled here, once: everybody else is told of it by
// BOOST_ASIO_SEPARATE_COMPILATION (cmake/RotaCompiler.cmake).
#include <boost/asio/impl/src.hpp>
