// Boost.Asio is compiled here, once. Its headers only declare the rest where
// BOOST_ASIO_SEPARATE_COMPILATION is defined, as cmake/RotaCompiler.cmake does.
#include <boost/asio/impl/src.hpp>
