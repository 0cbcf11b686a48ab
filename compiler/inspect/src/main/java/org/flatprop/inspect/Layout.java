package org.flatprop.inspect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.flatprop.inspect.Drawing.Point;
import org.flatprop.inspect.View.Item;
import org.flatprop.inspect.View.Link;

/** Finds places for the items of a view, by ELK's layered algorithm. */
final class Layout {

  /** To keep the order of computation takes a time that grows with the square of a layer. */
  private static final int MAX_ORDERED = 300;

  private final View view;
  private final ElkNode root = ElkGraphUtil.createGraph();
  private final Map<Item, Outline> outlines = new HashMap<>();
  private final Map<Item, ElkNode> nodes = new HashMap<>();
  private final Map<Item, ElkPort> sources = new HashMap<>();
  private final Map<Link, ElkEdge> edges = new HashMap<>();

  private Layout(View view) {
    this.view = view;
  }

  static Drawing of(View view) {
    return new Layout(view).drawing();
  }

  private Drawing drawing() {
    root.setProperty(CoreOptions.ALGORITHM, LayeredOptions.ALGORITHM_ID);
    root.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
    root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    root.setProperty(CoreOptions.PADDING, new ElkPadding(12));
    root.setProperty(CoreOptions.SPACING_NODE_NODE, 14.0);
    root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 22.0);
    root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 12.0);
    if (view.items().size() <= MAX_ORDERED) {
      root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.PREFER_NODES);
    }
    Map<Item, List<Link>> inputs = new HashMap<>();
    view.links()
        .forEach(link -> inputs.computeIfAbsent(link.to(), to -> new ArrayList<>()).add(link));
    view.items().forEach(item -> add(item, inputs.getOrDefault(item, List.of())));
    view.links().forEach(this::add);
    new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
    return new Drawing(view, root.getWidth(), root.getHeight(), boxes(), lines());
  }

  private void add(Item item, List<Link> inputs) {
    Outline outline = Outline.of(item, inputs.size(), level(inputs));
    outlines.put(item, outline);
    ElkNode node = ElkGraphUtil.createNode(root);
    node.setDimensions(outline.width(), outline.height());
    node.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
    nodes.put(item, node);
    sources.put(item, port(node, PortSide.EAST, outline.width(), outline.axis()));
  }

  /** The wire that comes from furthest back: most often the longest chain. */
  private static int level(List<Link> inputs) {
    int level = 0;
    for (Link link : inputs) {
      if (link.value().number() > inputs.get(level).value().number()) {
        level = link.port();
      }
    }
    return level;
  }

  private static ElkPort port(ElkNode node, PortSide side, double x, double y) {
    ElkPort port = ElkGraphUtil.createPort(node);
    port.setProperty(CoreOptions.PORT_SIDE, side);
    port.setLocation(x, y);
    return port;
  }

  private void add(Link link) {
    double y = outlines.get(link.to()).port(link.port());
    ElkPort target = port(nodes.get(link.to()), PortSide.WEST, 0, y);
    edges.put(link, ElkGraphUtil.createSimpleEdge(sources.get(link.from()), target));
  }

  private List<Drawing.Box> boxes() {
    return view.items().stream()
        .map(
            item ->
                new Drawing.Box(
                    item, outlines.get(item), nodes.get(item).getX(), nodes.get(item).getY()))
        .toList();
  }

  private List<Drawing.Line> lines() {
    List<Drawing.Line> lines = new ArrayList<>();
    for (Link link : view.links()) {
      ElkEdgeSection section = edges.get(link).getSections().get(0);
      List<Point> points = new ArrayList<>();
      points.add(new Point(section.getStartX(), section.getStartY()));
      section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
      points.add(new Point(section.getEndX(), section.getEndY()));
      List<Point> forks = new ArrayList<>();
      edges
          .get(link)
          .getProperty(CoreOptions.JUNCTION_POINTS)
          .forEach(at -> forks.add(new Point(at.x, at.y)));
      lines.add(new Drawing.Line(link, points, forks));
    }
    return lines;
  }
}
