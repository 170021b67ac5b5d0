#include "app/pages/setting_field.h"

#include <QLocale>

namespace vitrine::app {

QString SettingField::textFromValue(double value) const {
    auto text = QDoubleSpinBox::textFromValue(value);
    const auto point = locale().decimalPoint();
    if (!text.contains(point)) {
        return text;
    }
    while (text.endsWith(locale().zeroDigit())) {
        text.chop(1);
    }
    return text.endsWith(point) ? text.chopped(point.size()) : text;
}

} // namespace vitrine::app
