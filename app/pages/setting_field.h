#pragma once

#include <QDoubleSpinBox>

namespace vitrine::app {

/// A number to be set, written without the zeros at its end: "0.001", "1,500".
class SettingField : public QDoubleSpinBox {
    Q_OBJECT
public:
    using QDoubleSpinBox::QDoubleSpinBox;

    QString textFromValue(double value) const override;
};

} // namespace vitrine::app
