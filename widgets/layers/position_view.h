#pragma once

#include <array>

#include <QWidget>

#include "engine/values/position_encoding.h"
#include "widgets/common/figure.h"
#include "widgets/common/parented_ptr.h"
#include "widgets/layers/matrix_geometry.h"

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace vitrine::widgets {

class MatrixView;
class SegmentedControl;

/// How a model tells places apart: the vectors that it has learned, or the sinusoidal ones of the
/// textbook, as heat map and as similarity between places; with one value worked out.
class PositionView : public QWidget {
    Q_OBJECT

public:
    enum Kind { Learned, Sinusoidal };

    explicit PositionView(QWidget* parent);

    /// Without positions where the model has no such vectors.
    void setEncoding(Kind kind, PositionEncoding encoding);
    /// Frames a position, such as the selected token's.
    void setPosition(int position);
    const Figure* figure() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    enum Shown { Vectors, Similarity };

    void refresh();
    void explain();
    void retranslate();
    void applyTheme();

    const PositionEncoding& encoding() const;

    std::array<PositionEncoding, 2> m_encodings; ///< by Kind
    MatrixGeometry::Cell m_cell{0, 0};
    parented_ptr<QVBoxLayout> m_layout;
    parented_ptr<QHBoxLayout> m_choices;
    parented_ptr<SegmentedControl> m_kind;
    parented_ptr<SegmentedControl> m_shown;
    parented_ptr<MatrixView> m_map;
    parented_ptr<QLabel> m_formula;
};

} // namespace vitrine::widgets
