#pragma once

class QScrollArea;
class QWidget;

namespace vitrine::widgets {

/// Makes `content` scroll up and down in `area` as if the area were not there: no frame, no ground
/// of its own, no stop of the focus; as wide as the area.
void setBareContent(QScrollArea& area, QWidget& content);

} // namespace vitrine::widgets
