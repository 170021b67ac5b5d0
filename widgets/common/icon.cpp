#include "widgets/common/icon.h"

#include <QFile>
#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace vitrine::widgets {

namespace {

QByteArray coloredSvg(const QString& name, const QColor& color) {
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    const bool open = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(open, "themedIcon", qPrintable(name));
    return open ? file.readAll().replace("currentColor", color.name().toLatin1()) : QByteArray();
}

} // namespace

QPixmap themedPixmap(const QString& name, const QColor& color, int size, qreal devicePixelRatio) {
    const int pixels = qRound(size * devicePixelRatio);
    QPixmap result(pixels, pixels);
    result.fill(Qt::transparent);
    QPainter painter(&result);
    QSvgRenderer(coloredSvg(name, color)).render(&painter);
    painter.end();
    result.setDevicePixelRatio(devicePixelRatio);
    return result;
}

QIcon themedIcon(const QString& name, const Theme& theme) {
    QIcon result;
    const int size = theme.px(20);
    for (const int ratio : {1, 2, 3}) {
        const auto add = [&](ColorRole role, QIcon::Mode mode, QIcon::State state) {
            result.addPixmap(themedPixmap(name, theme.color(role), size, ratio), mode, state);
        };
        add(ColorRole::Secondary, QIcon::Normal, QIcon::Off);
        add(ColorRole::AccentText, QIcon::Normal, QIcon::On);
        add(ColorRole::Faint, QIcon::Disabled, QIcon::Off);
    }
    return result;
}

} // namespace vitrine::widgets
