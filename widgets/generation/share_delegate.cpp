#include "widgets/generation/share_delegate.h"

#include <QPainter>

#include "widgets/common/theme.h"

namespace vitrine::widgets {

void ShareDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Theme theme = Theme::of(option.widget);
    if (index.data(markedRole).toBool())
        painter->fillRect(option.rect, theme.color(ColorRole::AccentTint));
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant share = index.data(shareRole);
    if (!share.isValid())
        return;
    const double thickness = theme.px(3);
    const double inset = theme.px(8); // where the text begins
    const QRectF bar(option.rect.left() + inset, option.rect.bottom() - thickness,
        (option.rect.width() - inset) * share.toDouble(), thickness);
    painter->fillRect(bar, theme.color(ColorRole::Accent));
}

} // namespace vitrine::widgets
