#include "app/pages/wheel_guard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>

namespace vitrine::app {

WheelGuard::WheelGuard(QObject* parent) : QObject(parent) {
}

void WheelGuard::guard(QWidget& form) {
    for (auto* field : form.findChildren<QWidget*>()) {
        if (qobject_cast<QComboBox*>(field) || qobject_cast<QAbstractSpinBox*>(field)) {
            field->setFocusPolicy(Qt::StrongFocus);
            field->installEventFilter(this);
        }
    }
}

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    const auto* field = qobject_cast<QWidget*>(watched);
    if (event->type() == QEvent::Wheel && field && !field->hasFocus()) {
        event->ignore(); // so that what is around it scrolls
        return true;
    }
    return QObject::eventFilter(watched, event);
}

} // namespace vitrine::app
