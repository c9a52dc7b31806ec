# Pages for Puma.
TEXT = 'The lab serves this page. ' * 4000
SIZES = { '/ok' => 320, '/page' => 20_000, '/big' => 100_000 }.freeze

run lambda { |env|
  case env['PATH_INFO']
  when '/slow' then sleep Rack::Utils.parse_query(env['QUERY_STRING'])['s'].to_f
  when '/exit' then Process.kill(:KILL, Process.pid)
  end
  size = SIZES.fetch(env['PATH_INFO'], 320)
  [200, { 'Content-Type' => 'text/plain', 'Content-Length' => size.to_s }, [TEXT[0, size]]]
}
