#include "widgets/common/bare_scroll_area.h"

#include <QScrollArea>

namespace vitrine::widgets {

void setBareContent(QScrollArea& area, QWidget& content) {
    area.setProperty("bare", true);
    area.setFrameShape(QFrame::NoFrame);
    area.setFocusPolicy(Qt::NoFocus);
    area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area.setWidgetResizable(true);
    area.setWidget(&content);
    content.setAutoFillBackground(false);
    area.viewport()->setAutoFillBackground(false);
}

} // namespace vitrine::widgets
