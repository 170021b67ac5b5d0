#pragma once

#include <QObject>

class QWidget;

namespace vitrine::app {

/// Keeps the wheel from changing lists and numbers that it only passes over while a form scrolls:
/// they take it when they have the focus.
class WheelGuard : public QObject {
    Q_OBJECT
public:
    explicit WheelGuard(QObject* parent);

    /// Guards every list and number field below `form`.
    void guard(QWidget& form);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace vitrine::app
