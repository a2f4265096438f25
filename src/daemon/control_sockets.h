// The sockets of the control server as [control] asks for them: opened while the process may
// still be root, or taken over from who had them before.
#pragma once

#include <optional>
#include <vector>

#include "base/inherited.h"
#include "base/result.h"
#include "config/config.h"
#include "process/listening_socket.h"
#include "process/privileges.h"

namespace rota::daemon {

// As [control] says; those that were inherited are taken. An error only when a listening socket was
// set there and cannot be opened.
Result<std::vector<process::ListeningSocket>> open_control_sockets(
    const config::ControlConfig& control, const std::optional<process::Account>& account,
    Inherited* inherited = nullptr);

// The listening sockets that were inherited and are needed no more are closed, and their files go.
void close_surplus_sockets(Inherited& inherited);

}  // namespace rota::daemon
