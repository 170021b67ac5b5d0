#include "widgets/layers/colored_cell_delegate.h"

#include <QPainter>

#include "widgets/common/theme.h"

namespace vitrine::widgets {

void ColoredCellDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme theme = Theme::of(option.widget);
    const QVariant background = index.data(Qt::BackgroundRole);
    painter->save();
    painter->fillRect(option.rect,
        background.isValid() ? background.value<QColor>() : theme.color(ColorRole::Surface));
    const int padding = theme.px(3);
    const QRect room = option.rect.adjusted(padding, 0, -padding, 0);
    painter->setFont(option.font);
    painter->setPen(index.data(Qt::ForegroundRole).value<QColor>());
    painter->drawText(room, Qt::AlignCenter,
        QFontMetrics(option.font)
            .elidedText(index.data().toString(), Qt::ElideRight, room.width()));
    if (option.state & QStyle::State_Selected) {
        const int width = theme.px(2);
        painter->setPen(QPen(theme.color(ColorRole::Accent), width));
        painter->drawRect(option.rect.adjusted(width / 2, width / 2, -width, -width));
    }
    painter->restore();
}

} // namespace vitrine::widgets
